package dev.microauth.server.http;

/// Another process listens where we are to listen. The message is one line for the operator.
public final class PortInUse extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final int port;

    PortInUse(String name, int port) {
        super(
                "Port %d (%s) is in use. Stop the program that holds it, or choose another with --%s-port."
                        .formatted(port, name, name),
                null,
                false,
                false);
        this.name = name;
        this.port = port;
    }

    /// The listener's name.
    public String name() {
        return name;
    }

    public int port() {
        return port;
    }
}
