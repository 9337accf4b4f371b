package dev.microauth.oauth;

import java.time.Duration;
import java.util.Optional;

/// A refusal with two messages: the public text goes to the caller and is the same wherever a
/// difference would tell something; the detail is for log and audit.
public final class OAuthRefusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final OAuthError error;
    private final String publicText;
    private final transient Optional<Duration> retryAfter;

    public OAuthRefusal(OAuthError error, String publicText, String detail) {
        this(error, publicText, detail, Optional.empty());
    }

    public OAuthRefusal(
            OAuthError error, String publicText, String detail, Optional<Duration> retryAfter) {
        super(error.code() + ": " + detail, null, false, false);
        this.error = error;
        this.publicText = publicText;
        this.retryAfter = retryAfter;
    }

    public static OAuthRefusal invalidRequest(String text) {
        return new OAuthRefusal(OAuthError.INVALID_REQUEST, text, text);
    }

    /// RFC 6749 §5.2: one text for unknown, expired, used, revoked and foreign alike.
    public static OAuthRefusal invalidGrant(String detail) {
        return new OAuthRefusal(
                OAuthError.INVALID_GRANT,
                "The grant is invalid, expired, revoked or was issued to another client.",
                detail);
    }

    /// One text for an unknown client, a wrong secret and a disabled client.
    public static OAuthRefusal invalidClient(String detail) {
        return new OAuthRefusal(OAuthError.INVALID_CLIENT, "Client authentication failed.", detail);
    }

    /// RFC 6750 §3.1: the token is good, and opens too little.
    public static OAuthRefusal insufficientScope(String text) {
        return new OAuthRefusal(OAuthError.INSUFFICIENT_SCOPE, text, text);
    }

    public static OAuthRefusal slowDown(Duration wait, String detail) {
        return new OAuthRefusal(
                OAuthError.SLOW_DOWN,
                "Too many failed attempts; wait before the next one.",
                detail,
                Optional.of(wait));
    }

    /// Nothing was wrong but how often it was asked.
    public static OAuthRefusal tooOften(Duration wait, String detail) {
        return new OAuthRefusal(
                OAuthError.SLOW_DOWN,
                "Too many requests; wait before the next one.",
                detail,
                Optional.of(wait));
    }

    public static OAuthRefusal overloaded(String detail, Duration wait) {
        return new OAuthRefusal(
                OAuthError.TEMPORARILY_UNAVAILABLE,
                "The server is busy; try again in a moment.",
                detail,
                Optional.of(wait));
    }

    /// The password was right: this much is told, so that the user can be asked for the code.
    public static OAuthRefusal mfaRequired(String detail) {
        return new OAuthRefusal(
                OAuthError.MFA_REQUIRED,
                "A second factor is needed: send totp_code with the password, or sign in with a browser.",
                detail);
    }

    /// Nothing was wrong but that there is no second factor to show.
    ///
    /// @param account where one is set up
    public static OAuthRefusal mfaMissing(String account) {
        return new OAuthRefusal(
                OAuthError.MFA_REQUIRED,
                "Administrators need a second factor here. Sign in at "
                        + account
                        + ", set up an authenticator app or a passkey, and come back.",
                "an administrator without a second factor");
    }

    public OAuthError error() {
        return error;
    }

    public String publicText() {
        return publicText;
    }

    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
