package dev.microauth.jose;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.microauth.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;

/// An issuer on a port of this machine, which publishes what it is told to publish and counts who asks.
final class LoopbackIssuer implements AutoCloseable {
    static final String AUDIENCE = "https://api.example";
    static final String DISCOVERY = "/.well-known/openid-configuration";
    static final String KEYS = "/jwks.json";
    static final String REVOCATIONS = "/revocations";

    /// What it says, with a header where one is needed.
    record Said(int status, String body, Map<String, String> headers) {
        static Said of(String body) {
            return new Said(200, body, Map.of());
        }
    }

    private final AtomicReference<Instant> now = new AtomicReference<>(Forge.NOW);
    private final HttpServer server;
    private final Map<String, Function<Map<String, String>, Said>> pages =
            new ConcurrentHashMap<>();
    private final Map<String, Said> cached = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> proofs = new CopyOnWriteArrayList<>();

    LoopbackIssuer() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        say(DISCOVERY, metadata());
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("issuer", issuer());
        members.put("jwks_uri", issuer() + KEYS);
        members.put("revocation_feed_uri", issuer() + REVOCATIONS);
        return members;
    }

    String metadata() {
        return Json.text(members());
    }

    void say(String path, String body) {
        pages.put(path, query -> Said.of(body));
    }

    void say(String path, Said said) {
        pages.put(path, query -> said);
    }

    /// Answers by the parameters of the query.
    void say(String path, Function<Map<String, String>, Said> page) {
        pages.put(path, page);
    }

    void publish(SigningKey... keys) {
        publish(900, keys);
    }

    void publish(long maxAge, SigningKey... keys) {
        var set = JwkSet.of(List.of(keys).stream().map(SigningKey::verificationKey).toList());
        say(
                KEYS,
                new Said(200, set.toJson(), Map.of("cache-control", "public, max-age=" + maxAge)));
    }

    /// From now on nothing is of use that comes from there.
    void breakDown() {
        pages.keySet().forEach(path -> say(path, new Said(503, "", Map.of())));
    }

    /// From now on a cache serves what is said there now to all who do not ask past it.
    void cache(String path) {
        cached.put(path, pages.getOrDefault(path, query -> Said.of("")).apply(Map.of()));
    }

    /// How often a path was asked for.
    long asked(String path) {
        return asked.stream().filter(path::equals).count();
    }

    List<String> proofs() {
        return proofs;
    }

    void advance(Duration step) {
        now.updateAndGet(before -> before.plus(step));
    }

    Instant now() {
        return now.get();
    }

    TokenVerifier.Builder verifier() {
        return TokenVerifier.builder().issuer(issuer()).audience(AUDIENCE).clock(now::get);
    }

    /// An access token of ten minutes.
    String token(SigningKey key) {
        return key.sign("at+jwt", claims());
    }

    Map<String, Object> claims() {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuer());
        claims.put("sub", "alice");
        claims.put("aud", AUDIENCE);
        claims.put("iat", now().getEpochSecond());
        claims.put("exp", now().getEpochSecond() + 600);
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("client_id", "shop");
        claims.put("scope", "orders:read orders:write");
        return claims;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            asked.add(path);
            Optional.ofNullable(exchange.getRequestHeaders().getFirst("authorization"))
                    .ifPresent(proofs::add);
            Optional<Said> kept =
                    Optional.ofNullable(cached.get(path)).filter(said -> !asksAnew(exchange));
            Said said =
                    kept.orElseGet(() ->
                            pages.getOrDefault(path, query -> new Said(404, "", Map.of()))
                                    .apply(query(exchange)));
            said.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = said.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(said.status(), body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    /// RFC 9111 §5.2.1.4 and §5.4.
    private static boolean asksAnew(HttpExchange exchange) {
        return Stream.of("cache-control", "pragma")
                .map(exchange.getRequestHeaders()::getFirst)
                .allMatch("no-cache"::equals);
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new LinkedHashMap<>();
        String text = exchange.getRequestURI().getRawQuery();
        if (text != null) {
            for (String pair : text.split("&", -1)) {
                query.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
            }
        }
        return query;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
