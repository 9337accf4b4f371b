package dev.microauth.server;

import dev.microauth.server.settings.Outcome;
import dev.microauth.server.settings.Settings;
import dev.microauth.server.settings.SettingsReader;
import dev.microauth.server.settings.Sources;
import dev.microauth.testkit.OwnPorts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Settings as the command line gives them.
final class Given {
    private Given() {}

    /// With ports of their own, so that nobody takes them before they are opened.
    static Settings served(Path data, String... optionsAndValues) {
        var all =
                Stream.concat(
                        Stream.of(
                                "--auth-port",
                                "" + OwnPorts.next(),
                                "--admin-port",
                                "" + OwnPorts.next()),
                        Stream.of(optionsAndValues));
        return settings(data, all.toArray(String[]::new));
    }

    /// Options and values in turn.
    static Settings settings(Path data, String... optionsAndValues) {
        List<Sources.Argument> arguments = new ArrayList<>();
        for (int i = 0; i < optionsAndValues.length; i += 2) {
            arguments.add(
                    new Sources.Argument(
                            optionsAndValues[i], Optional.of(optionsAndValues[i + 1])));
        }
        return switch (SettingsReader.read(Sources.in(data, data, Map.of(), arguments))) {
            case Outcome.Accepted accepted -> accepted.settings();
            case Outcome.Refused refused -> throw new AssertionError(refused.problems());
        };
    }
}
