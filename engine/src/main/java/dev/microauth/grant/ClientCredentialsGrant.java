package dev.microauth.grant;

import dev.microauth.client.Client;
import dev.microauth.token.Subject;

/// RFC 6749 §4.4: the client acts for itself. There is no refresh token; it can ask again.
final class ClientCredentialsGrant {
    private final ScopeRule scopes;

    ClientCredentialsGrant(ScopeRule scopes) {
        this.scopes = scopes;
    }

    Entitlement check(Client client, TokenRequest.ClientCredentials request) {
        return Entitlement.without(
                new Subject.OfClient(client), scopes.forClient(client, request.scope()));
    }
}
