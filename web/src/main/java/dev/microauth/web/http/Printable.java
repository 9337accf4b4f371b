package dev.microauth.web.http;

/// Text from outside made fit for a log line or an error text: capped, with everything that could move a cursor, a
/// line or the reading direction written as its code point.
final class Printable {
    private Printable() {}

    static String of(String text, int maxLength) {
        StringBuilder printable = new StringBuilder(Math.min(text.length(), maxLength));
        text.codePoints()
                .limit(maxLength)
                .forEach(point -> {
                    if (plain(point)) {
                        printable.appendCodePoint(point);
                    } else {
                        printable.append("\\u").append(String.format("%04x", point));
                    }
                });
        return printable.length() > maxLength
                ? printable.substring(0, maxLength)
                : printable.toString();
    }

    private static boolean plain(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED ->
                    false;
            default -> point != '\\';
        };
    }
}
