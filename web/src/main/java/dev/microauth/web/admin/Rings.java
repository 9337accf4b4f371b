package dev.microauth.web.admin;

import dev.microauth.key.Ring;
import dev.microauth.problem.AuthException.Invalid;

/// The ring that a request names.
final class Rings {
    private Rings() {}

    /// Throws [Invalid] for anything but `auth` and `admin`.
    static Ring of(String name) {
        return switch (name) {
            case "auth" -> Ring.AUTH;
            case "admin" -> Ring.ADMIN;
            default -> throw new Invalid("ring", "is auth or admin");
        };
    }
}
