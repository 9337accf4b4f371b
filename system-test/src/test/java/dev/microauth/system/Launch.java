package dev.microauth.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// One call of a program, with its output in files and nothing of ours in its environment.
final class Launch {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final List<String> command;
    private final Map<String, String> environment = new TreeMap<>();
    private Path directory = Path.of("").toAbsolutePath();
    private Path input = Path.of("/dev/null");
    private Duration longest = LONGEST;

    private Launch(List<String> command) {
        this.command = new ArrayList<>(command);
    }

    static Launch microauthd(String... arguments) {
        return of(Checkout.launcher().toString()).with(arguments);
    }

    /// The command line of administrators, with a home of its own.
    static Launch mad(Path home, String... arguments) {
        return of(Checkout.mad().toString())
                .with(arguments)
                .env("HOME", home.toString())
                .env("XDG_CONFIG_HOME", home.resolve("config").toString());
    }

    static Launch of(String... command) {
        return new Launch(List.of(command));
    }

    Launch with(String... arguments) {
        command.addAll(List.of(arguments));
        return this;
    }

    /// Puts a command before the command, such as one that changes the user.
    Launch under(String... outer) {
        command.addAll(0, List.of(outer));
        return this;
    }

    Launch env(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /// What the program reads from its standard input.
    Launch reading(Path file) {
        input = file;
        return this;
    }

    Launch in(Path place) {
        directory = place;
        return this;
    }

    Launch atMost(Duration bound) {
        longest = bound;
        return this;
    }

    /// As nobody where this is root, as whom the program does not serve; it writes into the directory.
    Launch asNobody(Path place) throws IOException {
        if (System.getProperty("user.name").equals("root")) {
            Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxrwxrwx"));
            under("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
        }
        return this;
    }

    Process start(Path out, Path err) {
        var builder =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectInput(input.toFile())
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()))
                        .redirectError(ProcessBuilder.Redirect.appendTo(err.toFile()));
        var inherited = builder.environment();
        inherited
                .keySet()
                .removeIf(name -> name.startsWith("MAD") || name.startsWith("MICROAUTH_"));
        inherited.putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Runs the program to its end.
    Ran run() {
        try {
            Path out = Files.createTempFile("microauth-out", "");
            Path err = Files.createTempFile("microauth-err", "");
            Process process = start(out, err);
            try {
                if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new AssertionError(
                            command + " does not end; it said: " + Files.readString(err));
                }
                return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
            } finally {
                process.destroyForcibly();
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
