package dev.microauth.api.client;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// One request below `/api/v1`, before it has a token.
record Ask(
        String method,
        String path,
        Optional<byte[]> body,
        Map<String, String> headers,
        Duration patience) {
    private static final String ROOT = "/api/v1";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// For work that goes over everything there is.
    private static final Duration LONG_PATIENCE = Duration.ofMinutes(15);

    static Ask of(String method, String path) {
        return new Ask(method, path, Optional.empty(), Map.of(), PATIENCE);
    }

    Ask json(byte[] text) {
        return new Ask(method, path, Optional.of(text), headers, patience)
                .header("Content-Type", "application/json");
    }

    Ask header(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Ask(method, path, body, more, patience);
    }

    Ask patiently() {
        return new Ask(method, path, body, headers, LONG_PATIENCE);
    }

    /// RFC 6750 §2.1: the token in its header.
    HttpRequest request(Connection connection, String token) {
        BodyPublisher publisher =
                body.map(BodyPublishers::ofByteArray).orElseGet(BodyPublishers::noBody);
        var request =
                connection
                        .request(ROOT + path, patience)
                        .header("Authorization", "Bearer " + token)
                        .method(method, publisher);
        headers.forEach(request::setHeader);
        return request.build();
    }
}
