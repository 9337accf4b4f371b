package dev.microauth.server.http;

/// A listener cannot be opened: the address is not ours, the port is not allowed, the certificate is of no use. The
/// message is one line for the operator.
public final class CannotListen extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotListen(String message) {
        super(message, null, false, false);
    }
}
