package dev.microauth.bridge;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.microauth.jose.Algorithm;
import dev.microauth.jose.JwkSet;
import dev.microauth.jose.SigningKey;
import dev.microauth.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/// A server on loopback that says whatever a test wants to hear: the real one cannot be made to lie.
final class OtherServer implements AutoCloseable {
    static final SigningKey KEY = SigningKey.generate(Algorithm.ES256);
    static final SigningKey FOREIGN = SigningKey.generate(Algorithm.ES256);
    static final String CLIENT = "shop";
    static final String PERSON = "6f1c0f46-9d28-4a0c-8d2c-0e7f4f0a8c11";
    static final String SID = "c2f0b2f2-51f1-4a5e-9f6a-4c1f5f0f3d10";

    private final HttpServer server;
    private final InstantSource clock;
    private final AtomicInteger number = new AtomicInteger();
    final List<Map<String, String>> tokenRequests = new CopyOnWriteArrayList<>();
    final List<Map<String, String>> revocations = new CopyOnWriteArrayList<>();
    final AtomicInteger keyRequests = new AtomicInteger();

    volatile UnaryOperator<Map<String, Object>> metadata = UnaryOperator.identity();
    volatile UnaryOperator<Map<String, Object>> idClaims = UnaryOperator.identity();
    volatile UnaryOperator<Map<String, Object>> tokenAnswer = UnaryOperator.identity();
    volatile UnaryOperator<Map<String, Object>> userInfo = UnaryOperator.identity();
    volatile int userInfoStatus = 200;
    private volatile Object subject = PERSON;
    volatile SigningKey signer = KEY;
    volatile List<SigningKey> published = List.of(KEY);
    volatile int keysStatus = 200;
    volatile String type = "JWT";
    volatile String nonce = "";
    volatile int tokenStatus = 200;
    volatile long delayMillis;

    OtherServer(InstantSource clock) {
        this.clock = clock;
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> form = Form.parse(body).orElseThrow().fields();
        switch (exchange.getRequestURI().getPath()) {
            case ServerMetadata.PLACE -> {
                send(exchange, 200, Json.text(metadata.apply(members())));
            }
            case "/jwks.json" -> {
                keyRequests.incrementAndGet();
                var keys = published.stream().map(SigningKey::verificationKey).toList();
                send(exchange, keysStatus, JwkSet.of(keys).toJson());
            }
            case "/token" -> {
                var request = new LinkedHashMap<>(form);
                exchange.getRequestHeaders()
                        .getOrDefault("Authorization", List.of())
                        .forEach(line -> request.put("authorization", line));
                tokenRequests.add(request);
                pause();
                send(exchange, tokenStatus, Json.text(tokenAnswer.apply(tokens(form))));
            }
            case "/userinfo" ->
                    send(
                            exchange,
                            userInfoStatus,
                            Json.text(
                                    userInfo.apply(
                                            Map.of("sub", subject, "name", "Alice Liddell"))));
            case "/revoke" -> {
                revocations.add(form);
                send(exchange, 200, "{}");
            }
            default -> send(exchange, 404, "{}");
        }
    }

    private void pause() {
        try {
            Thread.sleep(delayMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<String, Object> members() {
        var members = new LinkedHashMap<String, Object>();
        members.put("issuer", issuer());
        members.put("authorization_endpoint", issuer() + "/authorize");
        members.put("token_endpoint", issuer() + "/token");
        members.put("jwks_uri", issuer() + "/jwks.json");
        members.put("userinfo_endpoint", issuer() + "/userinfo");
        members.put("end_session_endpoint", issuer() + "/end-session");
        members.put("revocation_endpoint", issuer() + "/revoke");
        members.put("authorization_response_iss_parameter_supported", true);
        return members;
    }

    private Map<String, Object> tokens(Map<String, String> form) {
        int count = number.incrementAndGet();
        var claims = claims();
        claims.put("sid", SID);
        if ("authorization_code".equals(form.get("grant_type"))) {
            claims.put("nonce", nonce);
        }
        var answer = new LinkedHashMap<String, Object>();
        answer.put("access_token", "access-" + count);
        answer.put("token_type", "Bearer");
        answer.put("expires_in", 600L);
        answer.put("refresh_token", "refresh-" + count);
        Map<String, Object> said = idClaims.apply(claims);
        subject = said.getOrDefault("sub", PERSON);
        answer.put("id_token", signer.sign(type, said));
        answer.put("scope", "openid profile");
        return answer;
    }

    /// What every token of this issuer for the client says.
    Map<String, Object> claims() {
        Instant now = clock.instant();
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", issuer());
        claims.put("sub", PERSON);
        claims.put("aud", CLIENT);
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plusSeconds(600).getEpochSecond());
        return claims;
    }

    /// The claims with this one different, or without it where the value is "".
    static UnaryOperator<Map<String, Object>> with(String name, Object value) {
        return claims -> {
            var changed = new LinkedHashMap<>(claims);
            if (value.equals("")) {
                changed.remove(name);
            } else {
                changed.put(name, value);
            }
            return changed;
        };
    }

    List<Map<String, String>> renewals() {
        var renewals = new ArrayList<>(tokenRequests);
        renewals.removeIf(form -> !"refresh_token".equals(form.get("grant_type")));
        return renewals;
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
