package dev.microauth.server.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All that was said about the settings, unread.
///
/// @param file of settings; it need not be there. Relative paths in it are meant from where it is
/// @param workingDirectory against which relative paths of the command line and the environment are meant
/// @param environment all of it: what does not begin with `MAD_` is ignored
public record Sources(
        Optional<Path> file,
        Path workingDirectory,
        Map<String, String> environment,
        List<Argument> arguments) {

    public Sources {
        environment = Map.copyOf(environment);
        arguments = List.copyOf(arguments);
    }

    /// With the settings file of a data directory.
    public static Sources in(
            Path data,
            Path workingDirectory,
            Map<String, String> environment,
            List<Argument> arguments) {
        return new Sources(
                Optional.of(data.resolve("mad.toml")), workingDirectory, environment, arguments);
    }

    /// One option of the command line: `--auth-port 9040`.
    ///
    /// @param option as it was typed, dashes included
    /// @param value empty for an option that stands alone
    public record Argument(String option, Optional<String> value) {}

    /// The same with other words on the command line.
    Sources with(List<Argument> others) {
        return new Sources(file, workingDirectory, environment, others);
    }
}
