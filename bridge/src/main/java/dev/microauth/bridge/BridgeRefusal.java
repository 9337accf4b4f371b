package dev.microauth.bridge;

import java.io.Serial;

/// A request of the bridge's own that ends with an error page. Without a stack trace: refusals are everyday work.
final class BridgeRefusal extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    private final int status;
    private final String publicText;

    /// @param publicText for whoever sits before the browser, without anything that was sent
    /// @param detail for the log, without secrets
    BridgeRefusal(int status, String publicText, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.publicText = publicText;
    }

    static BridgeRefusal unfinished(String detail) {
        return new BridgeRefusal(
                400,
                "This sign-in cannot be finished: it took too long, was begun in another browser, or is done already."
                        + " Begin again.",
                detail);
    }

    static BridgeRefusal unreachable(String detail) {
        return new BridgeRefusal(
                503, "The sign-in server does not answer now. Try again in a moment.", detail);
    }

    int status() {
        return status;
    }

    String publicText() {
        return publicText;
    }
}
