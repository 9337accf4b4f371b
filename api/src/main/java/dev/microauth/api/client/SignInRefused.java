package dev.microauth.api.client;

import java.io.Serial;
import java.time.Duration;
import java.util.Optional;

/// The token endpoint gave no token (RFC 6749 §5.2).
public final class SignInRefused extends ApiFailure {
    @Serial private static final long serialVersionUID = 1L;

    private final int status;
    private final String error;
    private final String description;
    private final transient Optional<Duration> retryAfter;

    SignInRefused(int status, String error, String description, Optional<Duration> retryAfter) {
        super(error + ": " + description);
        this.status = status;
        this.error = error;
        this.description = description;
        this.retryAfter = retryAfter;
    }

    /// The status of the answer: 400, 401, 429 or one of a failing server.
    public int status() {
        return status;
    }

    /// The error's name: `invalid_grant`, or `mfa_required` when only the second factor is missing.
    public String error() {
        return error;
    }

    /// The sentence that came with it; empty when none did.
    public String description() {
        return description;
    }

    /// How long to wait before the next attempt, where the server said it.
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
