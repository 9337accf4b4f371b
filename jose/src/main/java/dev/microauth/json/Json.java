package dev.microauth.json;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/// The one reader and the one writer of JSON (RFC 8259).
///
/// The reader leaves no room for a second reading (RFC 7493): no duplicate member, no lone surrogate, no integer
/// beyond 2^53, nothing behind the object. Objects come as unmodifiable maps in written order, arrays as lists,
/// integers as `Long`, other numbers as `Double`, `null` as an empty [java.util.Optional] where the limits allow it.
///
/// The writer escapes what other readers of the text trip over, and what moves a cursor or hides: controls, U+2028 and
/// U+2029, direction marks, zero-width characters. What it writes is one line.
public final class Json {
    /// The largest integer that every reader reads alike (RFC 7493 §2.2); its negative is the smallest.
    public static final long MAX_INTEGER = JsonReader.MAX_INTEGER;

    private Json() {}

    /// Reads one object from UTF-8.
    public static Map<String, Object> object(byte[] utf8, Limits limits) throws MalformedJson {
        return JsonReader.object(utf8, limits);
    }

    /// Reads one object.
    public static Map<String, Object> object(String text, Limits limits) throws MalformedJson {
        return JsonReader.object(text, limits);
    }

    /// Writes maps, iterables, strings, numbers, booleans and Optionals of these; an empty Optional is `null`, a
    /// surrogate without its other half becomes U+FFFD.
    ///
    /// @throws IllegalArgumentException for a type or a number that JSON does not have
    public static String text(Object value) {
        return JsonWriter.write(value, false);
    }

    /// The same as UTF-8, with a line end behind it for whoever reads it in a terminal.
    ///
    /// @throws IllegalArgumentException for a type or a number that JSON does not have
    public static byte[] bytes(Object value) {
        return (text(value) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /// Writes an object that the reader reads back as the same one, or refuses: nothing is replaced, no number is
    /// beyond 2^53, there is no `null`.
    ///
    /// @throws IllegalArgumentException for what cannot be written so
    public static String exact(Map<String, ?> object) {
        return JsonWriter.write(object, true);
    }
}
