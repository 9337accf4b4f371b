package dev.microauth.jose;

import java.io.Serial;

/// A server gave no answer that is of use. The message says what was wrong, without anything of the answer.
final class Unreachable extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    Unreachable(String message) {
        super(message, null, false, false);
    }
}
