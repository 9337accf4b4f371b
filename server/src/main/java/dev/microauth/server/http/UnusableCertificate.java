package dev.microauth.server.http;

/// Certificate and key cannot serve TLS; says which file and what to do.
final class UnusableCertificate extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableCertificate(String message) {
        super(message, null, false, false);
    }
}
