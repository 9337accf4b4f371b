package dev.microauth.system;

import dev.microauth.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// microauthd at a terminal: a pseudo-terminal, which `script` of util-linux makes.
final class Terminal implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Path SCRIPT = Path.of("/usr/bin/script");

    private final Process process;
    private final Path shown;
    private int seen;

    private Terminal(Process process, Path shown) {
        this.process = process;
        this.shown = shown;
    }

    static boolean isPossible() {
        return Files.isExecutable(SCRIPT) && System.getProperty("os.name").equals("Linux");
    }

    static Terminal microauthd(Path workplace, String... words) {
        // What the terminal is set to in the end is told, since an echo left off would be a
        // nuisance.
        String command =
                List.of(words).stream()
                        .map(word -> "'" + word + "'")
                        .collect(
                                Collectors.joining(
                                        " ",
                                        "'" + Checkout.launcher() + "' ",
                                        "; code=$?; stty -a; exit $code"));
        Path shown = workplace.resolve("shown");
        var builder =
                new ProcessBuilder(SCRIPT.toString(), "-qefc", command, "/dev/null")
                        .directory(workplace.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(shown.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("MAD_"));
        try {
            return new Terminal(builder.start(), shown);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Types a line when the prompt has appeared behind all that was answered before.
    void answer(String prompt, String line) {
        awaits(prompt);
        type(line + "\r");
    }

    void awaits(String prompt) {
        Eventually.within(
                PATIENCE,
                () -> shown().indexOf(prompt, seen) >= 0 || !process.isAlive(),
                () -> "no prompt " + prompt + " in:\n" + shown());
        int at = shown().indexOf(prompt, seen);
        if (at < 0) {
            throw new AssertionError("it ended without the prompt " + prompt + ":\n" + shown());
        }
        seen = at + prompt.length();
    }

    void type(String text) {
        try {
            var keyboard = process.getOutputStream();
            keyboard.write(text.getBytes(StandardCharsets.UTF_8));
            keyboard.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int await() {
        try {
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("it does not end:\n" + shown());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /// All that stood on the screen.
    String shown() {
        try {
            return Files.readString(shown);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
