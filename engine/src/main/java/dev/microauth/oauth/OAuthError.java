package dev.microauth.oauth;

import java.util.Locale;

/// The error codes that leave this server (RFC 6749 §5.2, RFC 6750 §3.1, RFC 9470 §3), with their HTTP status.
public enum OAuthError {
    INVALID_REQUEST(400),
    INVALID_CLIENT(401),
    INVALID_GRANT(400),
    UNAUTHORIZED_CLIENT(400),
    UNSUPPORTED_GRANT_TYPE(400),
    INVALID_SCOPE(400),
    INVALID_TOKEN(401),
    INSUFFICIENT_SCOPE(403),
    /// RFC 9470 §3: the sign-in is too old for this.
    INSUFFICIENT_USER_AUTHENTICATION(401),
    /// Too many failures: wait as long as `Retry-After` says.
    SLOW_DOWN(429),
    /// Overloaded: wait as long as `Retry-After` says.
    TEMPORARILY_UNAVAILABLE(503);

    private final int status;

    OAuthError(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
