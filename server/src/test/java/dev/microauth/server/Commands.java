package dev.microauth.server;

import dev.microauth.server.command.DaemonCommands;
import dev.microauth.server.command.Keyboard;
import dev.microauth.server.command.Surroundings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The commands of microauthd with the real verbs behind them, inside this process.
final class Commands {
    private final Path here;
    private final Map<String, String> environment = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Optional<Keyboard> keyboard = Optional.empty();

    Commands(Path here) {
        this.here = here;
    }

    Commands env(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Commands typing(Typed lines) {
        keyboard = Optional.of(lines);
        return this;
    }

    /// Runs one command; what the one before it said is forgotten.
    int run(String... words) {
        out.reset();
        err.reset();
        var surroundings =
                new Surroundings(
                        environment, here, print(out), print(err), false, keyboard, "test");
        return new DaemonCommands(new DaemonVerbs(surroundings), surroundings).run(words);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static PrintStream print(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }
}
