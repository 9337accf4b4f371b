package dev.microauth.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads one JSON object (RFC 8259) that leaves no room for a second reading (RFC 7493): no duplicate member, no
/// lone surrogate, no integer that a double cannot hold, and a bounded depth.
final class JsonReader {
    // RFC 7493 §2.2: beyond this two readers may see two numbers.
    static final long MAX_INTEGER = (1L << 53) - 1;
    private static final int MAX_NUMBER_LENGTH = 32;

    private final String text;
    private final Limits limits;
    private int at;

    private JsonReader(String text, Limits limits) {
        this.text = text;
        this.limits = limits;
    }

    static Map<String, Object> object(byte[] utf8, Limits limits) throws MalformedJson {
        try {
            // A decoder of its own reports malformed and overlong sequences, where new String would
            // replace them.
            return object(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString(),
                    limits);
        } catch (CharacterCodingException notUtf8) {
            throw new MalformedJson("not UTF-8");
        }
    }

    static Map<String, Object> object(String text, Limits limits) throws MalformedJson {
        JsonReader reader = new JsonReader(text, limits);
        reader.skipSpace();
        Map<String, Object> object = reader.readObject(1);
        reader.skipSpace();
        if (reader.at != text.length()) {
            throw reader.malformed("text after the object");
        }
        return object;
    }

    private Object readValue(int depth) throws MalformedJson {
        return switch (peek()) {
            case '{' -> readObject(depth + 1);
            case '[' -> readArray(depth + 1);
            case '"' -> readString();
            case 't' -> readWord("true", true);
            case 'f' -> readWord("false", false);
            case 'n' -> readNull();
            default -> readNumber();
        };
    }

    private Map<String, Object> readObject(int depth) throws MalformedJson {
        enter('{', depth);
        Map<String, Object> members = new LinkedHashMap<>();
        if (closes('}')) {
            return Map.of();
        }
        do {
            skipSpace();
            String name = readString();
            skipSpace();
            expect(':');
            skipSpace();
            // RFC 7515 §4, RFC 7519 §4: the alternative to refusing is "the last one wins", and
            // then readers differ.
            if (members.put(name, readValue(depth)) != null) {
                throw malformed("a member twice");
            }
        } while (continues('}'));
        return Collections.unmodifiableMap(members);
    }

    private List<Object> readArray(int depth) throws MalformedJson {
        enter('[', depth);
        List<Object> elements = new ArrayList<>();
        if (closes(']')) {
            return List.of();
        }
        do {
            skipSpace();
            elements.add(readValue(depth));
        } while (continues(']'));
        return Collections.unmodifiableList(elements);
    }

    private void enter(char opening, int depth) throws MalformedJson {
        expect(opening);
        if (depth > limits.depth()) {
            throw malformed("nested deeper than " + limits.depth());
        }
    }

    private boolean closes(char closing) throws MalformedJson {
        skipSpace();
        if (peek() != closing) {
            return false;
        }
        at++;
        return true;
    }

    private boolean continues(char closing) throws MalformedJson {
        if (closes(closing)) {
            return false;
        }
        expect(',');
        return true;
    }

    private String readString() throws MalformedJson {
        expect('"');
        int start = at;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                return wellFormed(text.substring(start, at++));
            }
            if (c == '\\') {
                return readEscapedString(start);
            }
            if (c < ' ') {
                throw malformed("a control character in a string");
            }
            at++;
        }
        throw malformed("a string without an end");
    }

    private String readEscapedString(int start) throws MalformedJson {
        StringBuilder out = new StringBuilder(text.substring(start, at));
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return wellFormed(out.toString());
            }
            if (c < ' ') {
                throw malformed("a control character in a string");
            }
            out.append(c == '\\' ? readEscape() : c);
        }
        throw malformed("a string without an end");
    }

    private char readEscape() throws MalformedJson {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> readCodeUnit();
            default -> throw malformed("an unknown escape");
        };
    }

    private char readCodeUnit() throws MalformedJson {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            char c = peek();
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw malformed("an unknown escape");
            }
            unit = unit << 4 | digit;
            at++;
        }
        return (char) unit;
    }

    private String wellFormed(String string) throws MalformedJson {
        if (!isWellFormed(string)) {
            throw malformed("half a surrogate pair");
        }
        return string;
    }

    /// RFC 7493 §2.1: no half of a surrogate pair.
    static boolean isWellFormed(String string) {
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair =
                        Character.isHighSurrogate(c)
                                && i + 1 < string.length()
                                && Character.isLowSurrogate(string.charAt(i + 1));
                if (!pair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    private Object readNumber() throws MalformedJson {
        int start = at;
        skip('-');
        int whole = digits();
        // RFC 8259 §6: no leading zeros.
        boolean valid = whole == 1 || (whole > 1 && text.charAt(at - whole) != '0');
        boolean integer = true;
        if (skip('.')) {
            integer = false;
            valid &= digits() > 0;
        }
        if (skip('e') || skip('E')) {
            integer = false;
            if (!skip('+')) {
                skip('-');
            }
            valid &= digits() > 0;
        }
        if (!valid || at - start > MAX_NUMBER_LENGTH) {
            throw malformed("no value");
        }
        // No conditional expression here: it would turn the Long into a Double.
        if (integer) {
            return integer(start);
        }
        return fraction(start);
    }

    private Long integer(int start) throws MalformedJson {
        try {
            long value = Long.parseLong(text, start, at, 10);
            if (Math.absExact(value) <= MAX_INTEGER) {
                return value;
            }
        } catch (ArithmeticException | NumberFormatException beyondLong) {
            // refused below with the rest
        }
        throw malformed("a number out of range");
    }

    private Double fraction(int start) throws MalformedJson {
        double value = Double.parseDouble(text.substring(start, at));
        if (!Double.isFinite(value)) {
            throw malformed("a number out of range");
        }
        return value;
    }

    private int digits() {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at - start;
    }

    private Optional<Object> readNull() throws MalformedJson {
        if (!limits.nulls()) {
            throw malformed("null is no value here");
        }
        return readWord("null", Optional.empty());
    }

    private <T> T readWord(String word, T value) throws MalformedJson {
        if (!text.startsWith(word, at)) {
            throw malformed("no value");
        }
        at += word.length();
        return value;
    }

    private boolean skip(char c) {
        boolean there = at < text.length() && text.charAt(at) == c;
        if (there) {
            at++;
        }
        return there;
    }

    private void skipSpace() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private void expect(char c) throws MalformedJson {
        if (!skip(c)) {
            throw malformed("'" + c + "' expected");
        }
    }

    private char peek() throws MalformedJson {
        if (at >= text.length()) {
            throw malformed("it ends too early");
        }
        return text.charAt(at);
    }

    /// The message never repeats the text: it may be secret, and it is whatever a stranger sent.
    private MalformedJson malformed(String what) {
        return new MalformedJson(what + " (at character " + at + ")");
    }
}
