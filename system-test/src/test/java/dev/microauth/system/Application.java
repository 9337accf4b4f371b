package dev.microauth.system;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// An application that knows nothing of identity, and remembers what reached it.
final class Application implements AutoCloseable {
    /// A request as it came through the proxy.
    record Reached(String target, HttpHeaders headers) {
        /// What the proxy says of the person; the text is empty when it says nothing.
        String told(String header) {
            return String.join("|", headers.allValues(header));
        }
    }

    private final HttpServer server;
    private final Queue<Reached> reached = new ConcurrentLinkedQueue<>();

    Application() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    reached.add(
                            new Reached(
                                    exchange.getRequestURI().toString(),
                                    HttpHeaders.of(exchange.getRequestHeaders(), (_, _) -> true)));
                    exchange.getRequestBody().readAllBytes();
                    byte[] body = "the application".getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    List<Reached> reached() {
        return List.copyOf(reached);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
