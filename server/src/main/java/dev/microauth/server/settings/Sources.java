package dev.microauth.server.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All that was said about the settings, unread.
///
/// @param data the data directory; the settings file in it need not be there
/// @param workingDirectory against which relative paths of the command line and the environment are meant
/// @param environment all of it: what does not begin with `MAD_` is ignored
public record Sources(
        Path data,
        Path workingDirectory,
        Map<String, String> environment,
        List<Argument> arguments) {

    public Sources {
        environment = Map.copyOf(environment);
        arguments = List.copyOf(arguments);
    }

    /// One option of the command line: `--auth-port 9040`.
    ///
    /// @param option as it was typed, dashes included
    /// @param value empty for an option that stands alone
    public record Argument(String option, Optional<String> value) {}

    /// The settings file of the data directory.
    public Path file() {
        return data.resolve("mad.toml");
    }
}
