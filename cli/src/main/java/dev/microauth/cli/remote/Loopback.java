package dev.microauth.cli.remote;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Where a browser on this machine brings the answer of a sign-in: one port of the loopback interface, for one answer
/// (RFC 8252 §7.3). What does not carry the state of this sign-in is shown out, and waited on goes.
final class Loopback implements AutoCloseable {
    private static final String PATH = "/callback";
    private static final int LAST_WORDS_SECONDS = 2;

    private final HttpServer server;
    private final String state;
    private final CompletableFuture<Map<String, String>> answer = new CompletableFuture<>();

    private Loopback(HttpServer server, String state) {
        this.server = server;
        this.state = state;
    }

    static Loopback open(String state) {
        try {
            // By its number: what localhost means is up to a file or a name server (RFC 8252 §8.3).
            var place = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
            var loopback = new Loopback(HttpServer.create(place, 0), state);
            loopback.server.createContext("/", loopback::handle);
            loopback.server.setExecutor(Thread::startVirtualThread);
            loopback.server.start();
            return loopback;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String redirectUri() {
        return "http://" + host() + PATH;
    }

    /// The parameters of the answer; empty when none came in time.
    Optional<Map<String, String>> await(Duration patience) {
        try {
            return Optional.of(answer.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException | ExecutionException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        // The page has to reach the browser before the port is gone.
        server.stop(LAST_WORDS_SECONDS);
    }

    private String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            // Another name for this address would be a page of the web that reaches in here.
            boolean here = host().equals(exchange.getRequestHeaders().getFirst("Host"));
            boolean asked =
                    exchange.getRequestMethod().equals("GET")
                            && exchange.getRequestURI().getRawPath().equals(PATH);
            if (!here || !asked) {
                show(exchange, 404, ClosingPage.NOTHING);
                return;
            }
            var parameters =
                    parameters(
                            Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""));
            // RFC 6749 §10.12: an answer that this sign-in did not ask for is somebody else's.
            if (parameters.filter(all -> state.equals(all.get("state"))).isEmpty()) {
                show(exchange, 400, ClosingPage.FOREIGN);
                return;
            }
            var all = parameters.orElseThrow();
            show(exchange, 200, all.containsKey("code") ? ClosingPage.DONE : ClosingPage.REFUSED);
            answer.complete(all);
        }
    }

    /// Empty where something stands twice or cannot be read.
    private static Optional<Map<String, String>> parameters(String query) {
        var all = new TreeMap<String, String>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            try {
                if (equals < 1
                        || all.put(
                                        decoded(pair.substring(0, equals)),
                                        decoded(pair.substring(equals + 1)))
                                != null) {
                    return Optional.empty();
                }
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
        return Optional.of(all);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void show(HttpExchange exchange, int status, ClosingPage page)
            throws IOException {
        byte[] bytes = page.html().getBytes(StandardCharsets.UTF_8);
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "text/html; charset=utf-8");
        headers.set("Content-Security-Policy", ClosingPage.POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cache-Control", "no-store");
        headers.set("Connection", "close");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
