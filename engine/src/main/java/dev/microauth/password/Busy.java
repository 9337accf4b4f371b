package dev.microauth.password;

import java.time.Duration;

/// Too many passwords are being hashed: the line is full, or the wait in it was too long. Nothing was checked, so this is no
/// failed attempt of anybody. The edge answers 503 with `Retry-After`.
public final class Busy extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Duration retryAfter;

    Busy(String detail, Duration retryAfter) {
        super(detail);
        this.retryAfter = retryAfter;
    }

    /// When trying again makes sense; whole seconds, at least one.
    public Duration retryAfter() {
        return retryAfter;
    }
}
