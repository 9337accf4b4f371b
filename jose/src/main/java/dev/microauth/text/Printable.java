package dev.microauth.text;

import java.util.HexFormat;

/// Makes text from anywhere safe to show on a terminal or in a log.
///
/// Line ends, escape sequences, direction marks, invisible and unpaired characters are written as escapes.
public final class Printable {
    private Printable() {}

    /// One line. The backslash is doubled, so that an escape in the output was always a character in the input.
    public static String of(String text) {
        return escaped(text, true);
    }

    /// The same, of at most so many characters.
    public static String of(String text, int maxLength) {
        String printable = of(text.substring(0, Math.min(text.length(), maxLength)));
        return printable.length() > maxLength ? printable.substring(0, maxLength) : printable;
    }

    /// The text in double quotes, escaped so that it is a JSON string too (RFC 8259 §7).
    public static String quoted(String text) {
        return '"' + of(text).replace("\"", "\\\"") + '"';
    }

    /// The same for text that is JSON already: there such characters stand inside strings alone, where `\\u` says the
    /// same (RFC 8259 §7), and a backslash is part of the syntax.
    public static String json(String text) {
        return escaped(text, false);
    }

    /// Whether a character is drawn, or is a space, and leaves alone what stands around it.
    public static boolean stands(int point) {
        return switch (Character.getType(point)) {
            // FORMAT holds the direction marks of UAX #9 and the zero-width characters.
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED ->
                    false;
            default -> true;
        };
    }

    private static String escaped(String text, boolean backslash) {
        int clean = 0;
        while (clean < text.length() && isPlain(text.charAt(clean), backslash)) {
            clean++;
        }
        if (clean == text.length()) {
            return text;
        }
        var out = new StringBuilder(text.length() + 16).append(text, 0, clean);
        text.codePoints().skip(clean).forEach(point -> append(out, point, backslash));
        return out.toString();
    }

    private static boolean isPlain(int point, boolean backslash) {
        return backslash
                ? point >= ' ' && point <= '~' && point != '\\'
                : (point >= ' ' && point <= '~') || point == '\t';
    }

    private static void append(StringBuilder out, int point, boolean backslash) {
        if (isPlain(point, backslash)) {
            out.appendCodePoint(point);
            return;
        }
        switch (point) {
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (stands(point)) {
                    out.appendCodePoint(point);
                } else {
                    for (char unit : Character.toChars(point)) {
                        out.append("\\u").append(HexFormat.of().toHexDigits(unit));
                    }
                }
            }
        }
    }
}
