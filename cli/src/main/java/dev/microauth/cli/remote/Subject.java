package dev.microauth.cli.remote;

import dev.microauth.api.Listing;
import dev.microauth.api.PermissionView;
import dev.microauth.api.RoleView;
import dev.microauth.api.ScopeView;
import dev.microauth.api.client.AdminClient;
import dev.microauth.api.client.Assignments;
import dev.microauth.api.client.Query;
import java.util.UUID;

/// Who can have roles and scopes.
public sealed interface Subject {
    UUID id();

    Assignments<RoleView> roles(AdminClient admin);

    Assignments<ScopeView> scopes(AdminClient admin);

    /// What its roles add up to.
    Listing<PermissionView> permissions(AdminClient admin, Query query);

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

        @Override
        public Listing<PermissionView> permissions(AdminClient admin, Query query) {
            return admin.users().permissions(id, query);
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

        @Override
        public Listing<PermissionView> permissions(AdminClient admin, Query query) {
            return admin.serviceAccounts().permissions(id, query);
        }
    }
}
