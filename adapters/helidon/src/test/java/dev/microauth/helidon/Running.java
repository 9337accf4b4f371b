package dev.microauth.helidon;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.util.logging.Level;
import java.util.logging.Logger;

/// A server of Helidon that runs on the loopback address and says nothing.
record Running(WebServer server) implements AutoCloseable {
    // Held, or the logger and its level would be forgotten.
    private static final Logger LOGGER = Logger.getLogger("io.helidon");

    static {
        LOGGER.setLevel(Level.OFF);
    }

    /// Port 0 takes a free one.
    static Running on(int port, HttpRouting.Builder routing) {
        return new Running(
                WebServer.builder()
                        .host("127.0.0.1")
                        .port(port)
                        .shutdownHook(false)
                        .addRouting(routing)
                        .build()
                        .start());
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }
}
