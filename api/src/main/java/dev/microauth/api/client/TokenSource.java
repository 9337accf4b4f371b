package dev.microauth.api.client;

import java.util.Optional;

/// Where the access tokens of an [AdminClient] come from. It is asked before each request, from any thread.
public interface TokenSource {
    /// The token to be sent now.
    String current();

    /// Another token, after the server answered 401 to this one; empty when there is none. The request is sent once
    /// more, and no further.
    Optional<String> after(String refused);

    /// Always the same token.
    static TokenSource of(String token) {
        return new FixedToken(token);
    }

    /// Signs a service account in by its credential, and anew when its token is over.
    static TokenSource ofServiceAccount(SignIn signIn, String name, String credential) {
        return new ServiceAccountTokens(signIn, name, credential);
    }
}
