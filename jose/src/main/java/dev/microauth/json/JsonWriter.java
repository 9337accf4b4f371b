package dev.microauth.json;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes one value.
final class JsonWriter {
    private static final String HEX = "0123456789abcdef";

    private final StringBuilder text = new StringBuilder(256);
    private final boolean exact;

    private JsonWriter(boolean exact) {
        this.exact = exact;
    }

    /// @param exact refuse what [JsonReader] would not read as the same value
    static String write(Object value, boolean exact) {
        var writer = new JsonWriter(exact);
        writer.value(value);
        return writer.text.toString();
    }

    private void value(Object value) {
        switch (value) {
            case String string -> string(string);
            case Boolean bool -> text.append(bool.booleanValue());
            case Number number when !exact || isRead(number) -> number(number);
            case Map<?, ?> map -> object(map);
            case List<?> items -> array(items);
            case Iterable<?> items when !exact -> array(items);
            case Optional<?> optional when !exact ->
                    optional.ifPresentOrElse(this::value, () -> text.append("null"));
            default ->
                    throw new IllegalArgumentException(
                            "JSON has no form for "
                                    + value.getClass().getName()
                                    + ": convert it first.");
        }
    }

    private static boolean isRead(Number number) {
        return number instanceof Long
                || number instanceof Integer
                || (number instanceof Double fraction && Double.isFinite(fraction));
    }

    private void object(Map<?, ?> map) {
        char before = '{';
        for (Map.Entry<?, ?> member : map.entrySet()) {
            text.append(before);
            before = ',';
            string(name(member.getKey()));
            text.append(':');
            value(member.getValue());
        }
        text.append(map.isEmpty() ? "{}" : "}");
    }

    private String name(Object key) {
        if (exact && !(key instanceof String)) {
            throw new IllegalArgumentException("Names of members are strings.");
        }
        return String.valueOf(key);
    }

    private void array(Iterable<?> items) {
        text.append('[');
        boolean first = true;
        for (Object item : items) {
            if (!first) {
                text.append(',');
            }
            value(item);
            first = false;
        }
        text.append(']');
    }

    private void number(Number number) {
        if (number instanceof Double || number instanceof Float) {
            // RFC 8259 §6: infinity and NaN have no form.
            if (!Double.isFinite(number.doubleValue())) {
                throw new IllegalArgumentException("JSON has no form for " + number);
            }
        } else if (exact && Math.abs(number.doubleValue()) > JsonReader.MAX_INTEGER) {
            throw new IllegalArgumentException(
                    "The integer "
                            + number
                            + " is beyond 2^53: write it as a string (RFC 7493 §2.2).");
        }
        text.append(number);
    }

    private void string(String string) {
        if (exact && !JsonReader.isWellFormed(string)) {
            throw new IllegalArgumentException("A text holds half a surrogate pair.");
        }
        text.append('"');
        string.codePoints().forEach(this::character);
        text.append('"');
    }

    private void character(int point) {
        switch (point) {
            case '"', '\\' -> text.append('\\').append((char) point);
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            default -> {
                if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                    text.append('\ufffd');
                } else if (stands(point)) {
                    text.appendCodePoint(point);
                } else {
                    for (char unit : Character.toChars(point)) {
                        escape(unit);
                    }
                }
            }
        }
    }

    private void escape(char unit) {
        text.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            text.append(HEX.charAt((unit >> shift) & 0xf));
        }
    }

    /// Whether a reader on a terminal sees the character itself.
    private static boolean stands(int point) {
        if (point >= ' ' && point <= '~') {
            return true;
        }
        return switch (Character.getType(point)) {
            // FORMAT holds the direction marks of UAX #9 and the zero-width characters.
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED ->
                    false;
            default -> true;
        };
    }
}
