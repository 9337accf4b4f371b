package dev.microauth.system;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/// An application that has people sign in at microauthd. It listens on loopback and remembers with what a browser, or
/// microauthd itself, came to it.
final class RelyingParty implements AutoCloseable {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final HttpServer server;
    private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();

    RelyingParty() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /// Query or form of a request.
    record Parameters(Map<String, List<String>> all) {
        List<String> values(String name) {
            return all.getOrDefault(name, List.of());
        }

        String one(String name) {
            if (values(name).size() != 1) {
                throw new AssertionError("not one " + name + " in " + all);
            }
            return values(name).getFirst();
        }

        Optional<String> find(String name) {
            return values(name).stream().findFirst();
        }
    }

    record Arrival(String method, String path, Parameters parameters) {}

    /// What it asked for, to be compared with what comes back.
    record Asked(String url, String state, String nonce, String verifier) {}

    static Parameters parameters(String encoded) {
        var all = new LinkedHashMap<String, List<String>>();
        for (String pair : encoded.split("&", -1)) {
            if (!pair.isEmpty()) {
                String[] halves = pair.split("=", 2);
                all.computeIfAbsent(decoded(halves[0]), _ -> new ArrayList<>())
                        .add(halves.length == 2 ? decoded(halves[1]) : "");
            }
        }
        return new Parameters(all);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    String callback() {
        return url("/callback");
    }

    /// An authorization request for the code flow with PKCE.
    ///
    /// @param more further parameters, names and values by turns
    Asked ask(String issuer, String clientId, String scope, String... more) {
        String state = UUID.randomUUID().toString();
        String nonce = UUID.randomUUID().toString();
        String verifier = UUID.randomUUID() + "-" + UUID.randomUUID();
        var form =
                new ArrayList<>(
                        List.of(
                                "response_type",
                                "code",
                                "client_id",
                                clientId,
                                "redirect_uri",
                                callback(),
                                "scope",
                                scope,
                                "state",
                                state,
                                "nonce",
                                nonce,
                                "code_challenge",
                                challenge(verifier),
                                "code_challenge_method",
                                "S256"));
        form.addAll(List.of(more));
        return new Asked(issuer + "/authorize?" + Http.encoded(form), state, nonce, verifier);
    }

    /// RFC 7636 §4.2.
    static String challenge(String verifier) {
        try {
            return BASE64.encodeToString(
                    MessageDigest.getInstance("SHA-256")
                            .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /// What came to a path, oldest first.
    List<Arrival> arrivals(String path) {
        return arrivals.stream().filter(arrival -> arrival.path().equals(path)).toList();
    }

    /// What the last answer said, once it was seen to be the answer to this request.
    Parameters answered(Asked asked) {
        List<Arrival> all = arrivals("/callback");
        if (all.isEmpty()) {
            throw new AssertionError("nobody came back");
        }
        Parameters answer = all.getLast().parameters();
        if (!answer.one("state").equals(asked.state())) {
            throw new AssertionError("the answer to another request: " + answer);
        }
        return answer;
    }

    private void answer(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        String query = Optional.ofNullable(uri.getRawQuery()).orElse("");
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        arrivals.add(
                new Arrival(
                        exchange.getRequestMethod(),
                        uri.getPath(),
                        parameters(body.isEmpty() ? query : body)));
        byte[] page =
                "<!doctype html><title>Application</title><h1>The application</h1>"
                        .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(200, page.length);
        exchange.getResponseBody().write(page);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
