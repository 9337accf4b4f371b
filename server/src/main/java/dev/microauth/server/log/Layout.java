package dev.microauth.server.log;

import dev.microauth.json.Json;
import dev.microauth.text.Printable;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.regex.Pattern;

/// How an event becomes lines.
final class Layout {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final Pattern NEEDS_QUOTES = Pattern.compile(".*[ =\"].*|");
    private static final int LOGGER_WIDTH = 12;

    private Layout() {}

    static String of(LogFormat format, Event event) {
        return switch (format) {
            case TEXT -> text(event);
            case JSON -> json(event);
        };
    }

    private static String text(Event event) {
        var line = new StringBuilder(160);
        line.append(TIME.format(event.time()))
                .append(' ')
                .append(padded(word(event.level()), 5))
                .append(' ')
                .append(padded(Printable.of(event.shortLogger()), LOGGER_WIDTH))
                .append(' ')
                .append(Printable.of(event.message()));
        event.fields().forEach(field -> pair(line, field.name(), String.valueOf(field.value())));
        event.request().ifPresent(id -> pair(line, "request", id));
        event.thrown()
                .ifPresent(thrown -> {
                    if (event.stack()) {
                        Trace.lines(thrown)
                                .forEach(one -> line.append("\n    ").append(Printable.of(one)));
                    } else {
                        line.append(" error=\"")
                                .append(Printable.of(Trace.headline(thrown)).replace("\"", "\\\""))
                                .append('"');
                    }
                });
        return line.append('\n').toString();
    }

    private static void pair(StringBuilder line, String name, String value) {
        boolean quotes = NEEDS_QUOTES.matcher(value).matches();
        line.append(' ')
                .append(name)
                .append('=')
                .append(quotes ? Printable.quoted(value) : Printable.of(value));
    }

    private static String word(LogLevel level) {
        return level == LogLevel.WARNING ? "WARN" : level.name();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static String json(Event event) {
        var line = new LinkedHashMap<String, Object>();
        line.put("time", TIME.format(event.time()));
        line.put("level", event.level().name().toLowerCase(Locale.ROOT));
        line.put("logger", event.logger());
        line.put("message", event.message());
        event.request().ifPresent(id -> line.put("request", id));
        for (var field : event.fields()) {
            line.put(field.name(), field.isBare() ? field.value() : String.valueOf(field.value()));
        }
        event.thrown()
                .ifPresent(thrown -> {
                    line.put("error", Trace.headline(thrown));
                    if (event.stack()) {
                        line.put("stack", String.join("\n", Trace.lines(thrown)));
                    }
                });
        return Json.text(line) + "\n";
    }
}
