package dev.microauth.web.http;

import java.util.HexFormat;

/// Makes text from anywhere safe to show on one line of a terminal or a log.
///
/// Line ends, escape sequences, direction marks, invisible and unpaired characters are written as escapes, and so is
/// the backslash, so that an escape in the output was always one in the input.
public final class Printable {

    private Printable() {}

    /// The text with every character escaped that would not stand as itself on one line.
    public static String of(String text) {
        int clean = 0;
        while (clean < text.length() && isPlainAscii(text.charAt(clean))) {
            clean++;
        }
        if (clean == text.length()) {
            return text;
        }
        var out = new StringBuilder(text.length() + 16).append(text, 0, clean);
        text.codePoints().skip(clean).forEach(point -> append(out, point));
        return out.toString();
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

    private static boolean isPlainAscii(char character) {
        return character >= ' ' && character <= '~' && character != '\\';
    }

    private static void append(StringBuilder out, int point) {
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

    private static boolean stands(int point) {
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
}
