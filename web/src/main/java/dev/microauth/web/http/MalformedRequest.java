package dev.microauth.web.http;

/// A request that cannot be read as what it claims to be. Its message is fit for the caller: it names parameters, never
/// their values. An OAuth endpoint answers `invalid_request`; where nobody catches it the [Router] answers 400.
public final class MalformedRequest extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// What is wrong.
    public enum Problem {
        /// A parameter that may stand once stands twice.
        DUPLICATE_PARAMETER,
        /// The body is not of the type that the endpoint reads.
        CONTENT_TYPE,
        /// Percent-encoding or UTF-8 is broken, or a NUL is inside.
        ENCODING,
        /// More or longer parameters than are accepted.
        TOO_MUCH,
        /// Two headers tell different stories about the way a request came.
        CONTRADICTION
    }

    private final Problem problem;

    public MalformedRequest(Problem problem, String message) {
        super(message, null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }

    /// The text for the caller.
    public String publicText() {
        return String.valueOf(getMessage());
    }
}
