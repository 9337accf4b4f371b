package dev.microauth.server.log;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/// One thing to be logged, free of the JDK's own form.
///
/// @param message not yet escaped
/// @param stack whether the trace of the thrown thing is shown
record Event(
        Instant time,
        LogLevel level,
        String logger,
        String message,
        Optional<String> request,
        List<Field> fields,
        Optional<Throwable> thrown,
        boolean stack) {

    private static final SimpleFormatter PLACEHOLDERS = new SimpleFormatter();
    private static final int LONGEST = 8_192;

    /// @param traces show the trace of whatever was thrown, not only of the unexpected
    static Event of(LogRecord record, boolean traces) {
        var fields =
                Optional.ofNullable(record.getParameters()).stream()
                        .flatMap(Arrays::stream)
                        .filter(Field.class::isInstance)
                        .map(Field.class::cast)
                        .toList();
        var message =
                Optional.ofNullable(
                                fields.isEmpty()
                                        ? PLACEHOLDERS.formatMessage(record)
                                        : record.getMessage())
                        .orElse("");
        var level = level(record.getLevel());
        return new Event(
                record.getInstant(),
                level,
                Optional.ofNullable(record.getLoggerName()).orElse(""),
                message.length() > LONGEST ? message.substring(0, LONGEST) + "…" : message,
                RequestScope.id(),
                fields,
                Optional.ofNullable(record.getThrown()),
                traces || level == LogLevel.ERROR);
    }

    /// `dev.microauth.server.http` is `http`, `io.helidon.webserver.LoomServer` is `LoomServer`.
    String shortLogger() {
        return logger.substring(logger.lastIndexOf('.') + 1);
    }

    private static LogLevel level(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) {
            return LogLevel.ERROR;
        }
        if (level.intValue() >= Level.WARNING.intValue()) {
            return LogLevel.WARNING;
        }
        return level.intValue() >= Level.INFO.intValue() ? LogLevel.INFO : LogLevel.DEBUG;
    }
}
