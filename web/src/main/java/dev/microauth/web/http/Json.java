package dev.microauth.web.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// Writes JSON (RFC 8259) from maps, iterables, strings, numbers and booleans; an empty [Optional] is `null`.
///
/// U+2028, U+2029 and DEL are escaped, since other readers of the text trip over them; a surrogate without its other
/// half becomes U+FFFD, since it cannot be written in UTF-8.
public final class Json {
    private static final String HEX = "0123456789abcdef";

    private final StringBuilder text = new StringBuilder(256);

    private Json() {}

    /// The value as UTF-8, with a line end behind it for whoever reads it in a terminal.
    ///
    /// @throws IllegalArgumentException for a type or a number that JSON does not have
    public static byte[] bytes(Object value) {
        return (text(value) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /// The value as text.
    ///
    /// @throws IllegalArgumentException for a type or a number that JSON does not have
    public static String text(Object value) {
        Json json = new Json();
        json.write(value);
        return json.text.toString();
    }

    private void write(Object value) {
        switch (value) {
            case String string -> string(string);
            case Boolean bool -> text.append(bool.booleanValue());
            case Number number -> number(number);
            case Map<?, ?> map -> object(map);
            case Iterable<?> items -> array(items);
            case Optional<?> optional when optional.isPresent() -> write(optional.get());
            case Optional<?> _ -> text.append("null");
            default ->
                    throw new IllegalArgumentException(
                            "JSON has no form for " + value.getClass().getName());
        }
    }

    private void object(Map<?, ?> map) {
        char before = '{';
        for (Map.Entry<?, ?> member : map.entrySet()) {
            text.append(before);
            string(String.valueOf(member.getKey()));
            text.append(':');
            write(member.getValue());
            before = ',';
        }
        text.append(map.isEmpty() ? "{}" : "}");
    }

    private void array(Iterable<?> items) {
        text.append('[');
        boolean first = true;
        for (Object item : items) {
            if (!first) {
                text.append(',');
            }
            write(item);
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
        }
        text.append(number);
    }

    private void string(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char character = string.charAt(i);
            switch (character) {
                case '"', '\\' -> text.append('\\').append(character);
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (Character.isHighSurrogate(character)
                            && i + 1 < string.length()
                            && Character.isLowSurrogate(string.charAt(i + 1))) {
                        text.append(character).append(string.charAt(++i));
                    } else {
                        single(character);
                    }
                }
            }
        }
        text.append('"');
    }

    private void single(char character) {
        if (Character.isSurrogate(character)) {
            text.append('\ufffd');
        } else if (character < 0x20
                || character == 0x7f
                || character == '\u2028'
                || character == '\u2029') {
            text.append("\\u");
            for (int shift = 12; shift >= 0; shift -= 4) {
                text.append(HEX.charAt((character >> shift) & 0xf));
            }
        } else {
            text.append(character);
        }
    }
}
