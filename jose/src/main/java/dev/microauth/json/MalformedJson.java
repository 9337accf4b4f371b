package dev.microauth.json;

import java.io.Serial;

/// Text that is no JSON object, or one that two readers could understand differently. The message never repeats the
/// text.
public final class MalformedJson extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    MalformedJson(String message) {
        super(message, null, false, false);
    }
}
