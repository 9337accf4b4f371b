package dev.microauth.acting;

import dev.microauth.MicroAuth;
import dev.microauth.jose.AuthUser;
import dev.microauth.jose.TokenRefused;
import dev.microauth.jose.TokenRefused.Reason;

/// What the library says of a token that is expected to be refused, or good.
final class Answered {
    private Answered() {}

    static Reason refusal(MicroAuth auth, String token) {
        try {
            AuthUser user = auth.tokens().verify(token);
            throw new AssertionError("refused, but it is good for " + user);
        } catch (TokenRefused refused) {
            return refused.reason();
        }
    }

    static AuthUser good(MicroAuth auth, String token) {
        try {
            return auth.tokens().verify(token);
        } catch (TokenRefused refused) {
            throw new AssertionError(refused);
        }
    }
}
