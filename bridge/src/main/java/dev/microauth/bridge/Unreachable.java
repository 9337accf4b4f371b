package dev.microauth.bridge;

import java.io.Serial;

/// The server cannot be asked now, or what it says makes no sense: nothing is known, so nothing is decided by it.
final class Unreachable extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    Unreachable(String detail) {
        super(detail, null, false, false);
    }
}
