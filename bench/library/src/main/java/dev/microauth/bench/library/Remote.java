package dev.microauth.bench.library;

import com.sun.net.httpserver.HttpServer;
import dev.microauth.jose.Algorithm;
import dev.microauth.jose.JwkSet;
import dev.microauth.jose.SigningKey;
import dev.microauth.jose.TokenVerifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// An issuer on a port of this machine with one ES256 key, and a token of it that lives for a day.
final class Remote implements AutoCloseable {
    private static final String AUDIENCE = "https://api.example.com";

    private final SigningKey key = SigningKey.generate(Algorithm.ES256);
    private final HttpServer server;
    final String token;

    Remote() {
        byte[] set =
                JwkSet.of(List.of(key.verificationKey())).toJson().getBytes(StandardCharsets.UTF_8);
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        exchange.sendResponseHeaders(200, set.length);
                        exchange.getResponseBody().write(set);
                    }
                });
        server.start();
        token = key.sign("at+jwt", claims());
    }

    private String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private Map<String, Object> claims() {
        long now = Instant.now().getEpochSecond();
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", issuer());
        claims.put("sub", UUID.randomUUID().toString());
        claims.put("aud", AUDIENCE);
        claims.put("iat", now);
        claims.put("exp", now + 86_400);
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("client_id", "shop");
        claims.put("scope", "orders:read orders:write");
        claims.put("roles", List.of("Clerk"));
        return claims;
    }

    /// @param cache how many tokens it remembers
    TokenVerifier verifier(int cache) {
        return TokenVerifier.builder()
                .issuer(issuer())
                .audience(AUDIENCE)
                .jwksUri(issuer() + "/")
                .cache(cache)
                .build();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
