package dev.microauth.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.microauth.api.ProblemView;
import dev.microauth.api.WireFormat;
import dev.microauth.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// A server that says what a test tells it to, and remembers what it was asked.
public final class Stub implements AutoCloseable {
    private final HttpServer server;
    private final WireFormat format = new WireFormat();
    private final Map<String, Function<String, Said>> answers = new ConcurrentHashMap<>();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    /// An answer.
    public record Said(int status, String type, String body, Map<String, String> headers) {
        public static Said nothing(int status) {
            return new Said(status, "", "", Map.of());
        }

        Said with(String header, String value) {
            return new Said(status, type, body, Map.of(header, value));
        }
    }

    public Stub() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(Thread::startVirtualThread);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String url() {
        return "http://localhost:" + port();
    }

    /// Requests so far, each a line: method, path, body.
    public List<String> asked() {
        return List.copyOf(asked);
    }

    public void forget() {
        asked.clear();
    }

    /// From now on `GET /path` gets this.
    public Stub on(String request, Said said) {
        return on(request, _ -> said);
    }

    /// From now on `GET /path` gets what the body of the request leads to.
    public Stub on(String request, Function<String, Said> said) {
        answers.put(request, said);
        return this;
    }

    public Stub on(String request, Record record) {
        return on(request, json(200, record));
    }

    public Said json(int status, Record record) {
        var body = new String(format.bytes(record), StandardCharsets.UTF_8);
        return new Said(status, "application/json", body, Map.of());
    }

    public static Said json(int status, Map<String, ?> tree) {
        return new Said(status, "application/json", Json.text(tree), Map.of());
    }

    public Said problem(int status, String title, String detail) {
        return problem(status, title, detail, Optional.empty());
    }

    public Said problem(
            int status, String title, String detail, Optional<Map<String, String>> fields) {
        var problem = new ProblemView("about:blank", title, status, detail, fields, "req-1");
        var body = new String(format.bytes(problem), StandardCharsets.UTF_8);
        return new Said(status, "application/problem+json", body, Map.of());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            asked.add((line + " " + body).strip());
            var key = exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath();
            var said =
                    Optional.ofNullable(answers.get(key))
                            .map(answer -> answer.apply(body))
                            .orElseGet(() -> problem(404, "Not found", "There is no such thing."));
            if (!said.type().isEmpty()) {
                exchange.getResponseHeaders().set("Content-Type", said.type());
            }
            said.headers().forEach(exchange.getResponseHeaders()::set);
            var bytes = said.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(said.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
