package dev.microauth.cli.terminal;

import java.util.HexFormat;

/// Makes text from anywhere safe for a terminal: what would move the cursor, change colours, reverse the direction or
/// stay invisible is written as an escape.
public final class Printable {
    private Printable() {}

    /// One line. The backslash is doubled, so that an escape in the output was always a character in the input.
    public static String line(String text) {
        return escaped(text, true);
    }

    /// The same for text that is JSON already: there such characters stand inside strings alone, where `\\u` says the
    /// same (RFC 8259 §7), and a backslash is part of the syntax.
    public static String json(String text) {
        return escaped(text, false);
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

    private static boolean isPlain(char character, boolean backslash) {
        return (character >= ' ' && character <= '~' && !(backslash && character == '\\'))
                || (character == '\t' && !backslash);
    }

    private static void append(StringBuilder out, int point, boolean backslash) {
        if (point == '\\' && backslash) {
            out.append("\\\\");
        } else if (point == '\t' && !backslash) {
            out.append('\t');
        } else if (point == '\n' || point == '\r' || point == '\t') {
            out.append('\\').append(point == '\n' ? 'n' : point == '\r' ? 'r' : 't');
        } else if (stands(point)) {
            out.appendCodePoint(point);
        } else {
            for (char unit : Character.toChars(point)) {
                out.append("\\u").append(HexFormat.of().toHexDigits(unit));
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
