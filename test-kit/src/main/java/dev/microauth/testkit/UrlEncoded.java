package dev.microauth.testkit;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// Names and values as they stand in queries and in the bodies of forms.
public final class UrlEncoded {
    private UrlEncoded() {}

    public static String of(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    public static String of(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(each -> of(each.getKey()) + "=" + of(each.getValue()))
                .collect(Collectors.joining("&"));
    }

    /// Reads them where no name stands twice.
    public static Map<String, String> read(String encoded) {
        var fields = new LinkedHashMap<String, String>();
        for (String pair : encoded.split("&", -1)) {
            int equals = pair.indexOf('=');
            String before =
                    fields.put(
                            decoded(pair.substring(0, equals)),
                            decoded(pair.substring(equals + 1)));
            if (before != null) {
                throw new AssertionError("twice in " + encoded);
            }
        }
        return fields;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
