package dev.microauth.api.client;

import dev.microauth.api.CredentialView;
import dev.microauth.api.Listing;
import dev.microauth.api.PermissionView;
import dev.microauth.api.PostgresCredentials;
import dev.microauth.api.PostgresCredentialsView;
import dev.microauth.api.RoleView;
import dev.microauth.api.ScopeView;
import dev.microauth.api.ServiceAccountCreation;
import dev.microauth.api.ServiceAccountView;
import java.util.UUID;

/// Service accounts.
public final class ServiceAccounts
        extends Nouns<ServiceAccountView, ServiceAccountCreation, ServiceAccountView> {
    ServiceAccounts(Wire wire) {
        super(wire, "/service-accounts", ServiceAccountView.class, ServiceAccountView.class);
    }

    public Assignments<RoleView> roles(UUID id) {
        return new Assignments<>(wire(), at(id, "roles"), RoleView.class);
    }

    public Assignments<ScopeView> scopes(UUID id) {
        return new Assignments<>(wire(), at(id, "scopes"), ScopeView.class);
    }

    /// What the roles of an account add up to.
    public Listing<PermissionView> permissions(UUID id, Query query) {
        return wire().list(at(id, "permissions"), query, PermissionView.class);
    }

    /// A new credential, which this answer alone shows. The one before it dies.
    public CredentialView issue(UUID id) {
        return wire().post(at(id, "credential"), CredentialView.class);
    }

    public void revokeCredential(UUID id) {
        wire().delete(at(id, "credential"));
    }

    /// The database credentials of one account, password included. The reading is audited.
    public PostgresCredentials postgresCredentials(UUID id) {
        return wire().get(at(id, "postgres-credentials"), PostgresCredentials.class);
    }

    public void setPostgresCredentials(UUID id, PostgresCredentials credentials) {
        wire().put(at(id, "postgres-credentials"), credentials);
    }

    public void deletePostgresCredentials(UUID id) {
        wire().delete(at(id, "postgres-credentials"));
    }

    /// Which accounts have any, without passwords.
    public Listing<PostgresCredentialsView> allPostgresCredentials(Query query) {
        return wire().list("/postgres-credentials", query, PostgresCredentialsView.class);
    }
}
