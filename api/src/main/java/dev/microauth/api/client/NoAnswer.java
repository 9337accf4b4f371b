package dev.microauth.api.client;

import java.io.Serial;

/// No answer came, or one that microauth does not give. Whether the request was carried out is not known.
public final class NoAnswer extends ApiFailure {
    @Serial private static final long serialVersionUID = 1L;

    NoAnswer(String message) {
        super(message);
    }

    NoAnswer(String message, Throwable cause) {
        super(message, cause);
    }
}
