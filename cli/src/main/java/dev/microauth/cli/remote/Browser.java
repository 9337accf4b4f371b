package dev.microauth.cli.remote;

import dev.microauth.cli.terminal.Surroundings;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The browser of whoever sits at this machine.
final class Browser {
    private final Surroundings surroundings;

    Browser(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /// False where there is none, as far as can be told.
    boolean open(URI address) {
        return command(address).map(Browser::starts).orElse(false);
    }

    private Optional<List<String>> command(URI address) {
        return surroundings
                .variable("BROWSER")
                .map(Browser::words)
                .or(this::ofSystem)
                .map(words -> {
                    var all = new ArrayList<>(words);
                    if (!all.contains("%s")) {
                        all.add("%s");
                    }
                    all.replaceAll(word -> word.equals("%s") ? address.toString() : word);
                    return all;
                });
    }

    /// The first of the commands that the variable names.
    private static List<String> words(String variable) {
        return Stream.of(variable.split(":", 2)[0].split(" "))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private Optional<List<String>> ofSystem() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (system.startsWith("mac")) {
            return Optional.of(List.of("open"));
        } else if (system.startsWith("windows")) {
            return Optional.of(List.of("rundll32", "url.dll,FileProtocolHandler"));
        }
        boolean screen =
                surroundings.variable("DISPLAY").isPresent()
                        || surroundings.variable("WAYLAND_DISPLAY").isPresent();
        return screen ? Optional.of(List.of("xdg-open")) : Optional.empty();
    }

    private static boolean starts(List<String> command) {
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return true;
        } catch (IOException thereIsNone) {
            return false;
        }
    }
}
