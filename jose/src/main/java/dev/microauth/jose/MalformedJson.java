package dev.microauth.jose;

import java.io.Serial;

/// Text that is no JSON object, or one that two readers could understand differently.
final class MalformedJson extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    MalformedJson(String message) {
        super(message, null, false, false);
    }
}
