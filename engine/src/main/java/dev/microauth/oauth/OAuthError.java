package dev.microauth.oauth;

import java.util.Locale;

/// The error codes that leave this server (RFC 6749 §4.1.2.1 and §5.2, RFC 6750 §3.1, RFC 9470 §3, OpenID Connect
/// Core §3.1.2.6), with their HTTP status where they are an answer of their own.
public enum OAuthError {
    INVALID_REQUEST(400),
    INVALID_CLIENT(401),
    INVALID_GRANT(400),
    UNAUTHORIZED_CLIENT(400),
    UNSUPPORTED_GRANT_TYPE(400),
    INVALID_SCOPE(400),
    /// The password was right, and a code of the second factor has to come with it.
    MFA_REQUIRED(400),
    ACCESS_DENIED(400),
    UNSUPPORTED_RESPONSE_TYPE(400),
    LOGIN_REQUIRED(400),
    CONSENT_REQUIRED(400),
    INTERACTION_REQUIRED(400),
    ACCOUNT_SELECTION_REQUIRED(400),
    REQUEST_NOT_SUPPORTED(400),
    REQUEST_URI_NOT_SUPPORTED(400),
    /// OpenID Connect Unmet Authentication Requirements §2.
    UNMET_AUTHENTICATION_REQUIREMENTS(400),
    SERVER_ERROR(500),
    INVALID_TOKEN(401),
    INSUFFICIENT_SCOPE(403),
    /// RFC 9470 §3: the sign-in is too old for this.
    INSUFFICIENT_USER_AUTHENTICATION(401),
    /// Too many failures, or requests: wait as long as `Retry-After` says.
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
