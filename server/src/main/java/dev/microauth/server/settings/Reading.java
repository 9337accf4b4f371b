package dev.microauth.server.settings;

import java.util.List;
import java.util.Map;

/// What the sources say about one table, row by row, before the rows are looked at together.
///
/// @param values one for each row; the default where nothing was said or what was said is unusable
/// @param unsound names of the rows whose value was refused
record Reading(
        Map<String, Value<?>> values,
        List<String> unsound,
        List<Problem> problems,
        List<Problem> warnings) {

    Reading {
        values = Map.copyOf(values);
        unsound = List.copyOf(unsound);
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }

    /// @param text as it was given
    record Value<T>(Setting<T> setting, T value, String text, Origin origin) {}

    <T> T get(Setting<T> setting) {
        return of(setting).value();
    }

    /// A value goes in with its own row, so it comes out with the type of that row.
    @SuppressWarnings("unchecked")
    <T> Value<T> of(Setting<T> setting) {
        var value = values.get(setting.name());
        if (value == null) {
            throw new IllegalArgumentException("not a row of this table: " + setting.name());
        }
        return (Value<T>) value;
    }

    boolean isSound(Setting<?>... rows) {
        return List.of(rows).stream().noneMatch(row -> unsound.contains(row.name()));
    }
}
