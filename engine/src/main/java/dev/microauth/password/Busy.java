package dev.microauth.password;

import dev.microauth.problem.AuthException.TryLater;
import java.time.Duration;

/// Too many passwords are being hashed: the line is full, or the wait in it was too long. Nothing was checked, so this is no
/// failed attempt of anybody. The edge answers 503 with `Retry-After`.
public final class Busy extends TryLater {
    private static final long serialVersionUID = 1;

    Busy(String detail, Duration retryAfter) {
        super(detail, retryAfter);
    }
}
