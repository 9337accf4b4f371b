package dev.microauth.web.oauth;

import dev.microauth.client.AuthenticatedCaller;
import dev.microauth.client.AuthenticatedClient;
import dev.microauth.client.ClientAuthenticator;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.web.http.Admission;
import dev.microauth.web.http.Guard;
import dev.microauth.web.http.Request;

/// Lets clients and service accounts in that prove who they are: `client_secret_basic`, `client_secret_post`, or for
/// a public client its name.
public final class ClientGuard implements Guard<AuthenticatedCaller> {
    private final ClientAuthenticator authenticator;
    private final boolean mayBePublic;

    private ClientGuard(ClientAuthenticator authenticator, boolean mayBePublic) {
        this.authenticator = authenticator;
        this.mayBePublic = mayBePublic;
    }

    /// Every client; a public one is believed its name.
    public static ClientGuard any(ClientAuthenticator authenticator) {
        return new ClientGuard(authenticator, true);
    }

    /// Those with a secret alone: a name that everybody can say opens nothing.
    public static ClientGuard confidential(ClientAuthenticator authenticator) {
        return new ClientGuard(authenticator, false);
    }

    @Override
    public String name() {
        return mayBePublic ? "client" : "client:confidential";
    }

    @Override
    public Admission<AuthenticatedCaller> admit(Request request) {
        return Refusals.admission(request, () -> authenticated(request));
    }

    private AuthenticatedCaller authenticated(Request request) {
        var caller = authenticator.authenticate(ClientProof.of(request), Origins.of(request));
        if (!mayBePublic
                && caller instanceof AuthenticatedClient client
                && !client.client().isConfidential()) {
            throw OAuthRefusal.invalidClient("public client");
        }
        return caller;
    }
}
