package dev.microauth.examples.plain;

import com.sun.net.httpserver.HttpExchange;
import dev.microauth.MicroAuth;
import dev.microauth.acting.AuthorizationRequest;
import dev.microauth.problem.AuthException;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Signing in with a browser. What was begun is kept here, under a cookie of the browser that began it.
final class SignIn {
    private static final String COOKIE = "sign-in";
    private static final int MOST = 10_000;

    private final MicroAuth auth;
    private final Map<String, AuthorizationRequest> begun =
            Collections.synchronizedMap(
                    new LinkedHashMap<>() {
                        private static final long serialVersionUID = 1L;

                        @Override
                        protected boolean removeEldestEntry(
                                Map.Entry<String, AuthorizationRequest> eldest) {
                            return size() > MOST;
                        }
                    });

    SignIn(MicroAuth auth) {
        this.auth = auth;
    }

    void begin(HttpExchange exchange) throws IOException {
        var request =
                auth.flows()
                        .authorizationCode()
                        .client("shop")
                        .scopes("openid", "orders:read", "orders:write")
                        .start();
        String browser = UUID.randomUUID().toString();
        begun.put(browser, request);
        var headers = exchange.getResponseHeaders();
        headers.set("Set-Cookie", COOKIE + "=" + browser + "; Path=/; HttpOnly; SameSite=Lax");
        headers.set("Location", request.url());
        Text.send(exchange, 303, "");
    }

    void end(HttpExchange exchange) throws IOException {
        Optional<AuthorizationRequest> request =
                cookie(exchange).flatMap(each -> Optional.ofNullable(begun.remove(each)));
        if (request.isEmpty()) {
            Text.send(exchange, 400, "this browser began no sign-in: go to /sign-in");
            return;
        }
        try {
            // Compares state, issuer, client, verifier and nonce.
            var person = auth.flows().redeem(request.get(), parameters(exchange));
            Text.send(
                    exchange,
                    200,
                    "hello "
                            + person.user().username()
                            + ", who may "
                            + person.scopes()
                            + "\n"
                            + person.issueToken().compact());
        } catch (AuthException.Refused refused) {
            Text.send(exchange, 403, String.valueOf(refused.getMessage()));
        }
    }

    private static Optional<String> cookie(HttpExchange exchange) {
        List<String> lines = exchange.getRequestHeaders().getOrDefault("Cookie", List.of());
        return lines.stream()
                .flatMap(line -> List.of(line.split("; *", -1)).stream())
                .filter(pair -> pair.startsWith(COOKIE + "="))
                .map(pair -> pair.substring(COOKIE.length() + 1))
                .findFirst();
    }

    private static Map<String, String> parameters(HttpExchange exchange) {
        var all = new LinkedHashMap<String, String>();
        String query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        for (String pair : query.split("&", -1)) {
            String[] halves = pair.split("=", 2);
            all.put(decoded(halves[0]), halves.length == 1 ? "" : decoded(halves[1]));
        }
        return all;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
