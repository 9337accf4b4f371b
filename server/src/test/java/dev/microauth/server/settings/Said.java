package dev.microauth.server.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Puts together what is said about the settings, over a real directory.
final class Said {

    private final Path data;
    private final Map<String, String> environment = new HashMap<>();
    private final List<Sources.Argument> arguments = new ArrayList<>();
    private final StringBuilder file = new StringBuilder();

    Said(Path data) {
        this.data = data;
    }

    Said option(String option, String value) {
        arguments.add(new Sources.Argument(option, Optional.of(value)));
        return this;
    }

    Said option(String option) {
        arguments.add(new Sources.Argument(option, Optional.empty()));
        return this;
    }

    Said variable(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Said line(String line) {
        file.append(line).append('\n');
        return this;
    }

    Sources sources() {
        try {
            if (!file.isEmpty()) {
                Files.writeString(data.resolve("mad.toml"), file);
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return Sources.in(data, data, environment, arguments);
    }

    Outcome read() {
        return SettingsReader.read(sources());
    }

    Settings accepted() {
        return switch (read()) {
            case Outcome.Accepted accepted -> accepted.settings();
            case Outcome.Refused refused ->
                    throw new AssertionError("refused: " + refused.problems());
        };
    }

    List<String> problems() {
        return switch (read()) {
            case Outcome.Accepted _ -> List.of();
            case Outcome.Refused refused -> refused.problems().stream().map(Problem::line).toList();
        };
    }

    List<String> warnings() {
        return read().warnings().stream().map(Problem::line).toList();
    }
}
