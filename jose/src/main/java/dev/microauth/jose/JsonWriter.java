package dev.microauth.jose;

import java.util.List;
import java.util.Map;

/// Writes what [JsonReader] reads, members in the order of the map.
final class JsonWriter {
    private static final String HEX = "0123456789abcdef";

    private final StringBuilder out = new StringBuilder(256);

    private JsonWriter() {}

    /// @throws IllegalArgumentException for a value that is none of String, Long, Integer, Boolean, List, Map
    static String write(Map<String, ?> object) {
        JsonWriter writer = new JsonWriter();
        writer.object(object);
        return writer.out.toString();
    }

    private void value(Object value) {
        switch (value) {
            case String string -> string(string);
            case Long number -> integer(number);
            case Integer number -> out.append(number);
            case Boolean bool -> out.append(bool);
            case Double number when Double.isFinite(number) -> out.append(number);
            case List<?> list -> array(list);
            case Map<?, ?> map -> object(map);
            default ->
                    throw new IllegalArgumentException(
                            "A claim may hold String, Long, Integer, Boolean, List or Map, not "
                                    + value.getClass().getName()
                                    + ": convert it first.");
        }
    }

    private void object(Map<?, ?> map) {
        char before = '{';
        for (Map.Entry<?, ?> member : map.entrySet()) {
            if (!(member.getKey() instanceof String name)) {
                throw new IllegalArgumentException("Names of claims are strings.");
            }
            out.append(before);
            before = ',';
            string(name);
            out.append(':');
            value(member.getValue());
        }
        out.append(map.isEmpty() ? "{}" : "}");
    }

    private void array(List<?> list) {
        char before = '[';
        for (Object element : list) {
            out.append(before);
            before = ',';
            value(element);
        }
        out.append(list.isEmpty() ? "[]" : "]");
    }

    private void integer(long number) {
        if (number > JsonReader.MAX_INTEGER || number < -JsonReader.MAX_INTEGER) {
            throw new IllegalArgumentException(
                    "The integer "
                            + number
                            + " is beyond 2^53: write it as a string (RFC 7493 §2.2).");
        }
        out.append(number);
    }

    private void string(String string) {
        if (!JsonReader.isWellFormed(string)) {
            throw new IllegalArgumentException("A text holds half a surrogate pair.");
        }
        out.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
