package dev.microauth.api.client;

import java.io.Serial;

/// A request was not answered as hoped.
public abstract sealed class ApiFailure extends RuntimeException
        permits NoAnswer, Refused, SignInRefused {
    @Serial private static final long serialVersionUID = 1L;

    ApiFailure(String message) {
        super(message);
    }

    ApiFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
