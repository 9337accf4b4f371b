package dev.microauth.cli.remote;

import dev.microauth.api.RoleView;
import dev.microauth.api.ScopeView;
import dev.microauth.api.client.AdminClient;
import dev.microauth.api.client.Assignments;
import java.util.UUID;

/// Who can have roles and scopes.
public sealed interface Subject {
    UUID id();

    Assignments<RoleView> roles(AdminClient admin);

    Assignments<ScopeView> scopes(AdminClient admin);

    /// A user.
    record Person(UUID id) implements Subject {
        @Override
        public Assignments<RoleView> roles(AdminClient admin) {
            return admin.users().roles(id);
        }

        @Override
        public Assignments<ScopeView> scopes(AdminClient admin) {
            return admin.users().scopes(id);
        }
    }

    /// A service account.
    record Account(UUID id) implements Subject {
        @Override
        public Assignments<RoleView> roles(AdminClient admin) {
            return admin.serviceAccounts().roles(id);
        }

        @Override
        public Assignments<ScopeView> scopes(AdminClient admin) {
            return admin.serviceAccounts().scopes(id);
        }
    }
}
