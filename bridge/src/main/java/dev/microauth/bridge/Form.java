package dev.microauth.bridge;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The fields of a query or a form, each at most once.
record Form(Map<String, String> fields) {
    /// Empty where a field comes twice (RFC 6749 §3.1) or the encoding is broken. An empty field counts as not sent.
    static Optional<Form> parse(String encoded) {
        var fields = new LinkedHashMap<String, String>();
        try {
            for (String pair : encoded.split("&", -1)) {
                int equals = pair.indexOf('=');
                String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
                if (!value.isEmpty() && fields.put(name, value) != null) {
                    return Optional.empty();
                }
            }
        } catch (IllegalArgumentException brokenEncoding) {
            return Optional.empty();
        }
        return Optional.of(new Form(fields));
    }

    static String encode(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /// The names: values are codes and tokens.
    @Override
    public String toString() {
        return "Form" + fields.keySet();
    }
}
