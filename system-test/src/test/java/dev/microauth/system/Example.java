package dev.microauth.system;

import dev.microauth.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// An example that runs, started by the command that its README names.
final class Example implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);

    private final Process process;
    private final Path out;

    private Example(Process process, Path out) {
        this.process = process;
        this.out = out;
    }

    /// Waits until it says where to go with a browser, which is the last that it says.
    static Example start(String name, int port, Path place) {
        Path out = place.resolve(name + ".out");
        Path err = place.resolve(name + ".err");
        var process =
                Launch.of(Checkout.example(name).toString()).env("PORT", "" + port).start(out, err);
        var example = new Example(process, out);
        try {
            Eventually.within(
                    START,
                    () -> !process.isAlive() || text(out).contains("\nopen: "),
                    () -> text(out) + text(err));
            if (!process.isAlive()) {
                throw new AssertionError(name + " ended: " + text(err));
            }
            return example;
        } catch (AssertionError e) {
            example.close();
            throw e;
        }
    }

    /// The rest of the line that begins so.
    String said(String begin) {
        return text(out)
                .lines()
                .filter(line -> line.startsWith(begin))
                .map(line -> line.substring(begin.length()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("it did not say " + begin));
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the example does not end");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
