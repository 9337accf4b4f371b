package dev.microauth.bridge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What is read of requests in more than one place.
final class Requests {
    private static final String FORM = "application/x-www-form-urlencoded";

    private Requests() {}

    /// The form of a request; empty where it has none, one that is too long, or a broken one.
    static Optional<Form> form(BridgeRequest request, int most) throws BridgeRefusal {
        List<String> types = request.headers().all("content-type");
        if (types.size() != 1
                || !types.getFirst()
                        .split(";", 2)[0]
                        .strip()
                        .toLowerCase(Locale.ROOT)
                        .equals(FORM)) {
            return Optional.empty();
        }
        byte[] body;
        try {
            body = request.body().read(most + 1);
        } catch (IOException e) {
            throw new BridgeRefusal(
                    400, "The request came in pieces.", "the body was not read: " + e);
        }
        return body.length > most
                ? Optional.empty()
                : Form.parse(new String(body, StandardCharsets.UTF_8));
    }

    /// Whether a person looks at the answer: only such a request is led to another page.
    static boolean isNavigation(BridgeRequest request) {
        List<String> mode = request.headers().all("sec-fetch-mode");
        if (!mode.isEmpty()) {
            return request.is("GET") && mode.equals(List.of("navigate"));
        }
        return request.is("GET")
                && request.headers().all("accept").stream()
                        .anyMatch(accept -> accept.toLowerCase(Locale.ROOT).contains("text/html"));
    }
}
