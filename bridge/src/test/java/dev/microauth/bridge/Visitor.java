package dev.microauth.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.bridge.BridgeResult.Answered;
import dev.microauth.bridge.BridgeResult.Header;
import dev.microauth.bridge.BridgeResult.Passed;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A browser before a bridge: it keeps cookies, and what it was told last.
final class Visitor {
    private static final List<String> NAVIGATING = List.of("sec-fetch-mode", "navigate");

    final Map<String, String> cookies = new LinkedHashMap<>();
    private final CookieBridge bridge;

    Visitor(CookieBridge bridge) {
        this.bridge = bridge;
    }

    /// The same cookies before another process of the application.
    Visitor before(CookieBridge other) {
        var copy = new Visitor(other);
        copy.cookies.putAll(cookies);
        return copy;
    }

    BridgeResult get(String target) {
        return send("GET", target, "", NAVIGATING);
    }

    /// @param headers names and values by turns
    BridgeResult post(String target, String form, String... headers) {
        var all = new java.util.ArrayList<>(List.of(headers));
        all.addAll(List.of("content-type", "application/x-www-form-urlencoded"));
        return send("POST", target, form, all);
    }

    BridgeResult send(String method, String target, String body, List<String> headers) {
        int query = target.indexOf('?');
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        var sent = new LinkedHashMap<String, String>();
        for (int i = 0; i < headers.size(); i += 2) {
            sent.put(headers.get(i), headers.get(i + 1));
        }
        if (!cookies.isEmpty()) {
            sent.put(
                    "cookie",
                    String.join(
                            "; ",
                            cookies.entrySet().stream()
                                    .map(each -> each.getKey() + "=" + each.getValue())
                                    .toList()));
        }
        BridgeResult result =
                bridge.handle(
                        new BridgeRequest(
                                method,
                                query < 0 ? target : target.substring(0, query),
                                query < 0 ? "" : target.substring(query + 1),
                                name ->
                                        sent.containsKey(name)
                                                ? List.of(sent.get(name))
                                                : List.of(),
                                atMost -> Arrays.copyOf(bytes, Math.min(atMost, bytes.length))));
        result.headers().stream()
                .filter(header -> header.name().equals("Set-Cookie"))
                .forEach(header -> keep(header.value()));
        return result;
    }

    private void keep(String line) {
        assertThat(line).contains("; Path=/; HttpOnly; SameSite=Lax");
        assertThat(line.length()).as("browsers take 4,096 bytes").isLessThan(4_096);
        String pair = line.substring(0, line.indexOf(';'));
        int equals = pair.indexOf('=');
        if (line.contains("Max-Age=0")) {
            cookies.remove(pair.substring(0, equals));
        } else {
            cookies.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
    }

    /// How long its header with cookies is.
    int cookieBytes() {
        return cookies.entrySet().stream()
                .mapToInt(each -> each.getKey().length() + each.getValue().length() + 3)
                .sum();
    }

    /// Asks for a page and comes back with a code.
    Answered signIn(OtherServer server, String target) {
        return comeBack(server, begin(server, target));
    }

    /// Asks for a page; what the application sent to the server with the browser.
    Map<String, String> begin(OtherServer server, String target) {
        Answered led = answered(get(target), 303);
        String place = location(led);
        assertThat(place).startsWith(server.issuer() + "/authorize?");
        Map<String, String> asked =
                Form.parse(URI.create(place).getRawQuery()).orElseThrow().fields();
        server.nonce = asked.getOrDefault("nonce", "");
        return asked;
    }

    Answered comeBack(OtherServer server, Map<String, String> asked) {
        return (Answered)
                get(
                        "/callback?code=abc&state="
                                + asked.get("state")
                                + "&iss="
                                + Form.encode(server.issuer()));
    }

    static Answered answered(BridgeResult result, int status) {
        assertThat(result).isInstanceOf(Answered.class);
        var answered = (Answered) result;
        assertThat(answered.status()).as(answered.body()).isEqualTo(status);
        return answered;
    }

    static String location(BridgeResult result) {
        return header(result, "Location");
    }

    static String header(BridgeResult result, String name) {
        return result.headers().stream()
                .filter(header -> header.name().equals(name))
                .map(Header::value)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + result));
    }

    /// Whoever the application sees at a page.
    BridgeUser user() {
        BridgeResult result = get("/account");
        assertThat(result).isInstanceOf(Passed.class);
        return ((Passed) result).user().orElseThrow();
    }

    boolean isSignedIn() {
        return get("/account") instanceof Passed;
    }
}
