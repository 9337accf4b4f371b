package dev.microauth.web;

import dev.microauth.testkit.UrlEncoded;
import dev.microauth.web.http.Caller;
import dev.microauth.web.http.Headers;
import dev.microauth.web.http.Method;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Router;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// A request that is being put together. Each comes from an address of its own, so that no failure slows another test
/// down.
public final class Call {
    private static final AtomicInteger ADDRESS = new AtomicInteger();

    private final Router router;
    private final Method method;
    private final String target;
    private final List<String> headers = new ArrayList<>();
    private final List<String> parameters = new ArrayList<>();
    private Optional<String> contentType = Optional.empty();
    private Optional<byte[]> bytes = Optional.empty();
    private String address;
    private boolean relayed;

    Call(Router router, Method method, String target) {
        this.router = router;
        this.method = method;
        this.target = target;
        int number = ADDRESS.getAndIncrement();
        this.address = "10.%d.%d.%d".formatted(number >> 16 & 255, number >> 8 & 255, number & 255);
    }

    public Call header(String name, String value) {
        headers.add(name);
        headers.add(value);
        return this;
    }

    /// RFC 6749 §2.3.1: both halves are form-encoded, then joined.
    public Call basic(String clientId, String secret) {
        return basicText(UrlEncoded.of(clientId) + ":" + UrlEncoded.of(secret));
    }

    public Call basicText(String pair) {
        return basicBytes(pair.getBytes(StandardCharsets.UTF_8));
    }

    public Call basicBytes(byte[] pair) {
        return header("authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }

    public Call bearer(String token) {
        return header("authorization", "Bearer " + token);
    }

    /// Adds parameters, given as `name, value, name, value …`.
    public Call form(String... namesAndValues) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            parameters.add(
                    UrlEncoded.of(namesAndValues[i]) + "=" + UrlEncoded.of(namesAndValues[i + 1]));
        }
        return body("application/x-www-form-urlencoded");
    }

    /// Adds to the body as it stands.
    public Call raw(String text) {
        parameters.add(text);
        return body("application/x-www-form-urlencoded");
    }

    /// A body as it is, of the type that the admin API takes.
    public Call json(String text) {
        parameters.add(text);
        return body("application/json");
    }

    /// A body of whatever bytes.
    public Call bytes(byte[] content) {
        bytes = Optional.of(content);
        return this;
    }

    public Call body(String type) {
        contentType = Optional.of(type);
        return this;
    }

    public Call from(String literal) {
        address = literal;
        return this;
    }

    /// Passed on by a proxy that is believed.
    public Call relayed() {
        relayed = true;
        return this;
    }

    public Answer send() {
        List<String> all = new ArrayList<>(headers);
        contentType.ifPresent(type -> all.addAll(List.of("content-type", type)));
        byte[] body =
                bytes.orElseGet(
                        () -> String.join("&", parameters).getBytes(StandardCharsets.UTF_8));
        return new Answer(
                router.handle(
                        new Request(
                                method,
                                target,
                                Headers.of(all.toArray(String[]::new)),
                                body,
                                new Caller(InetAddress.ofLiteral(address), false, relayed))));
    }
}
