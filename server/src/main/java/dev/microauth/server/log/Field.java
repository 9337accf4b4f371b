package dev.microauth.server.log;

import java.util.Set;
import java.util.regex.Pattern;

/// A fact of an event, under a name of its own: `log.log(INFO, "port open", Field.of("port", 9040))`.
///
/// Pass fields as the parameters of [System.Logger#log(System.Logger.Level, String, Object...)]. Text from outside
/// goes into the value of a field, never into the message.
///
/// @param name in snake_case
/// @param value a number, a truth value, or anything else as its text
public record Field(String name, Object value) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");
    private static final Set<String> TAKEN =
            Set.of("time", "level", "logger", "message", "request", "error", "stack");

    public Field {
        if (!NAME.matcher(name).matches() || TAKEN.contains(name)) {
            throw new IllegalArgumentException("not a name for a field: " + name);
        }
    }

    /// The same as the constructor, to be read aloud.
    public static Field of(String name, Object value) {
        return new Field(name, value);
    }

    boolean isBare() {
        return value instanceof Integer || value instanceof Long || value instanceof Boolean;
    }
}
