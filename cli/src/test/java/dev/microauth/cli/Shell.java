package dev.microauth.cli;

import dev.microauth.cli.terminal.ExitCode;
import dev.microauth.cli.terminal.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Runs mad in this process, in a home of its own, at a fixed moment.
public final class Shell {
    public static final Instant NOW = Instant.parse("2026-11-22T05:00:00.123456789Z");

    private final Path home;
    private final Map<String, String> environment = new TreeMap<>();
    private final Deque<String> typed = new ArrayDeque<>();
    private String terminals = "";
    private Instant now = NOW;

    /// What mad did.
    public record Ran(ExitCode code, String out, String err) {}

    public Shell(Path home) {
        this.home = home;
    }

    public Shell variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /// Which streams are terminals: letters of `ioe`.
    public Shell terminals(String letters) {
        terminals = letters;
        return this;
    }

    /// What will be typed where there is no echo.
    public Shell typedUnseen(String... lines) {
        typed.addAll(List.of(lines));
        return this;
    }

    public Shell at(Instant moment) {
        now = moment;
        return this;
    }

    public Ran run(String... words) {
        return runWith("", words);
    }

    /// The same, with standard input.
    public Ran runWith(String input, String... words) {
        return runWith(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), words);
    }

    private Ran runWith(InputStream input, String... words) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var surroundings =
                new Surroundings(
                        environment,
                        home,
                        input,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        terminals,
                        _ -> Optional.ofNullable(typed.poll()),
                        () -> now,
                        "1.2.3");
        var code = new Mad(surroundings).run(words);
        return new Ran(
                code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
