package dev.microauth.web.http;

/// A body that the listener did not take in: too long, cut off, or framed against the rules. Endpoints let it pass; the
/// [Router] answers.
public final class BodyRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String error;

    private BodyRefused(int status, String error, String message) {
        super(message, null, false, false);
        this.status = status;
        this.error = error;
    }

    /// RFC 9110 §15.5.14: the content is longer than the listener takes.
    ///
    /// @param limit in bytes
    public static BodyRefused tooLarge(int limit) {
        return new BodyRefused(
                413, "content_too_large", "The body is longer than " + limit + " bytes.");
    }

    /// RFC 9112 §8: the body ended early or its framing is broken.
    public static BodyRefused incomplete() {
        return new BodyRefused(400, "invalid_request", "The body is incomplete or badly framed.");
    }

    public int status() {
        return status;
    }

    /// A short word for it.
    public String error() {
        return error;
    }
}
