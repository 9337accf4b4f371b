package dev.microauth.server.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A `mad.toml` of what was answered, and of nothing that the defaults say by themselves.
final class AnsweredFile {

    private static final String PREAMBLE =
            """
            # mad.toml: the settings of this installation that are not the defaults.
            #
            # It was written by `microauthd init`, and is yours to change: `microauthd config check` looks it over, and
            # `microauthd config reference` explains every setting there is. The environment (MAD_AUTH_PORT) and the
            # command line (--auth-port) beat what stands here. A change counts from the next start.
            """;

    private AnsweredFile() {}

    static String of(Reading reading) {
        var file = new StringBuilder(PREAMBLE);
        Optional<Setting.Group> group = Optional.empty();
        for (var row : rows(reading)) {
            if (!group.equals(Optional.of(row.group()))) {
                group = Optional.of(row.group());
                file.append("\n# ---- ").append(row.group().heading()).append('\n');
            }
            file.append("\n# ").append(row.sentence()).append('\n');
            file.append("# Takes ").append(row.kind().accepts()).append(".\n");
            file.append("# Default: ").append(row.fallback().shown()).append('\n');
            file.append(line(reading.of(row))).append('\n');
        }
        return file.toString();
    }

    static List<Setting<?>> rows(Reading reading) {
        return Rows.all().stream().filter(row -> isOther(reading.of(row))).toList();
    }

    private static <T> boolean isOther(Reading.Value<T> value) {
        return !(value.origin() instanceof Origin.Default)
                && !(value.value().equals(value.setting().fallback().value())
                        && isConstant(value.setting()));
    }

    /// A default that is a text means the same everywhere; one that a machine decides does not.
    private static <T> boolean isConstant(Setting<T> row) {
        return row.kind().parse(row.fallback().shown(), Path.of(""))
                        instanceof Parsed.Good<T>(var value)
                && value.equals(row.fallback().value());
    }

    private static String line(Reading.Value<?> value) {
        var row = value.setting();
        return switch (row.kind().form()) {
            // The reader takes 09040, the file's language does not.
            case NUMBER, FLAG -> SettingsReference.assignment(row, String.valueOf(value.value()));
            case TEXT, LIST -> SettingsReference.assignment(row, text(value));
        };
    }

    /// As it was answered, save a path: that was meant from another directory than the file's.
    private static String text(Reading.Value<?> value) {
        return value.value() instanceof Optional<?> some
                        && some.isPresent()
                        && some.get() instanceof Path path
                ? path.toAbsolutePath().toString()
                : value.text();
    }
}
