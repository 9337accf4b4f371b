package dev.microauth.grant;

import dev.microauth.access.Access;
import dev.microauth.client.AuthenticatedAccount;
import dev.microauth.client.Client;
import dev.microauth.key.Ring;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.policy.ScopeRule;
import dev.microauth.service.ServiceAccount;
import dev.microauth.token.Subject;

/// RFC 6749 §4.4: the client, or the service account, acts for itself. There is no refresh token; it can ask again.
final class ClientCredentialsGrant {
    private final Access access;
    private final ScopeRule scopes;

    ClientCredentialsGrant(Access access, ScopeRule scopes) {
        this.access = access;
        this.scopes = scopes;
    }

    Entitlement check(Client client, TokenRequest.ClientCredentials request) {
        return Entitlement.without(
                new Subject.OfClient(client), scopes.forClient(client, request.scope()));
    }

    Entitlement check(AuthenticatedAccount proved, TokenRequest.ClientCredentials request) {
        return Entitlement.without(
                subject(access, proved, Ring.AUTH),
                scopes.forAccount(proved.account().id(), request.scope()));
    }

    /// On the admin port a token carries no scopes: what its bearer may do is asked anew each time.
    static Entitlement forAdministration(Access access, AuthenticatedAccount proved) {
        return Entitlement.without(subject(access, proved, Ring.ADMIN), ScopeSet.NONE);
    }

    private static Subject subject(Access access, AuthenticatedAccount proved, Ring ring) {
        ServiceAccount account = proved.account();
        return new Subject.OfServiceAccount(
                account.id(),
                account.name(),
                access.rolesOf(account.id()),
                ring.of(proved.generation()));
    }
}
