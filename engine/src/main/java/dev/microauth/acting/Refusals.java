package dev.microauth.acting;

import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.problem.AuthException;
import java.time.Duration;
import java.util.function.Supplier;

/// The one place where what the token endpoint would answer becomes what a caller in this process gets. Everything else that
/// services throw is an [AuthException] already.
final class Refusals {
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private Refusals() {}

    static <T> T translated(Supplier<T> call) {
        try {
            return call.get();
        } catch (OAuthRefusal refusal) {
            throw translated(refusal);
        }
    }

    private static AuthException translated(OAuthRefusal refusal) {
        String text = refusal.publicText();
        return switch (refusal.error()) {
            case SLOW_DOWN, TEMPORARILY_UNAVAILABLE ->
                    new AuthException.TryLater(text, refusal.retryAfter().orElse(SHORTEST));
            case INVALID_SCOPE -> new AuthException.Invalid("scope", text);
            case INVALID_REQUEST -> new AuthException.Invalid("request", text);
            case INVALID_CLIENT,
                    INVALID_GRANT,
                    UNAUTHORIZED_CLIENT,
                    UNSUPPORTED_GRANT_TYPE,
                    MFA_REQUIRED,
                    ACCESS_DENIED,
                    UNSUPPORTED_RESPONSE_TYPE,
                    LOGIN_REQUIRED,
                    CONSENT_REQUIRED,
                    INTERACTION_REQUIRED,
                    ACCOUNT_SELECTION_REQUIRED,
                    REQUEST_NOT_SUPPORTED,
                    REQUEST_URI_NOT_SUPPORTED,
                    UNMET_AUTHENTICATION_REQUIREMENTS,
                    SERVER_ERROR,
                    INVALID_TOKEN,
                    INSUFFICIENT_SCOPE,
                    INSUFFICIENT_USER_AUTHENTICATION ->
                    new AuthException.Refused(refusal.error().code(), text);
        };
    }
}
