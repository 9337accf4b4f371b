package dev.microauth.web.admin;

import dev.microauth.Engine;
import dev.microauth.web.status.Running;
import dev.microauth.web.wire.OwnPasskeys;
import java.util.List;

/// The nouns of the admin API, each with what it asks.
final class Nouns {
    private Nouns() {}

    static List<Resource> of(Engine auth, Running running) {
        var rights =
                new RightsResource.Services(
                        auth.access(), auth.roles(), auth.permissions(), auth.scopes());
        var passkeys = new OwnPasskeys(auth.users(), auth.passkeys(), auth.ownFactors());
        return List.of(
                new MeResource(auth.users(), auth.serviceAccounts(), auth.access()),
                new OwnPasskeysResource(passkeys, auth.clock()),
                new UsersResource(auth.users(), auth.links()),
                new UserPasskeysResource(auth.users(), auth.passkeys(), auth.ownFactors()),
                new OwnFactorsResource(auth.ownFactors(), auth.clock()),
                new RolesResource(auth.roles()),
                new RolePermissionsResource(auth.roles(), auth.permissions()),
                new PermissionsResource(auth.permissions()),
                new ScopesResource(auth.scopes()),
                RightsResource.ofUsers(rights),
                RightsResource.ofServiceAccounts(rights),
                new CheckAccessResource(auth.access()),
                new ServiceAccountsResource(auth.serviceAccounts(), auth.serviceCredentials()),
                new PostgresCredentialsResource(auth.postgresCredentials()),
                new ClientsResource(auth.clients()),
                new ClientSecretsResource(auth.clients()),
                new ClientRedirectsResource(auth.clients()),
                new ClientScopesResource(auth.clients()),
                new ClientLogosResource(auth.clients()),
                new SessionsResource(auth.sessions(), auth.users(), auth.backChannelLogouts()),
                new ConsentsResource(auth.consents(), auth.users()),
                new RefreshTokensResource(auth.refreshFamilies()),
                new TokensResource(auth.tokenStatus(), auth.issuedTokens()),
                new AuditEventsResource(auth.audit(), auth.auditRetention()),
                new KeysResource(auth.keys()),
                new ServerResource(running, auth::statistics));
    }
}
