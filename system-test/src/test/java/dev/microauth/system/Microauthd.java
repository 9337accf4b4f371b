package dev.microauth.system;

import dev.microauth.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A running microauthd, started by the launcher that people use. Its standard output and its log are
/// kept beside the data directory, over all starts.
final class Microauthd implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(40);
    private static final Duration STOP = Duration.ofSeconds(20);

    private final Path data;
    private final Ports ports;
    private final Process process;
    private final Http http = new Http();

    private Microauthd(Path data, Ports ports, Process process) {
        this.data = data;
        this.ports = ports;
        this.process = process;
    }

    /// Makes or serves a data directory and waits for the line that quickstart prints.
    static Microauthd quickstart(Path data, Ports ports, String... settings) {
        return start(data, ports, launch("quickstart", data, ports, settings).with("--json"), 1);
    }

    static Microauthd serve(Path data, Ports ports, String... settings) {
        return start(data, ports, launch("serve", data, ports, settings), 0);
    }

    private static Launch launch(String verb, Path data, Ports ports, String... settings) {
        return Launch.microauthd(
                        verb,
                        "--data",
                        data.toString(),
                        "--auth-port",
                        "" + ports.auth(),
                        "--admin-port",
                        "" + ports.admin())
                .with(settings);
    }

    private static Microauthd start(Path data, Ports ports, Launch launch, int announcements) {
        int said = lines(outOf(data)).size() + announcements;
        long servedBefore = serving(data);
        var daemon = new Microauthd(data, ports, launch.start(outOf(data), logOf(data)));

        try {
            Eventually.within(
                    START,
                    () ->
                            !daemon.process.isAlive()
                                    || (serving(data) > servedBefore
                                            && lines(outOf(data)).size() >= said),
                    daemon::log);
            if (!daemon.process.isAlive()) {
                throw new AssertionError("microauthd ended: " + daemon.log());
            }
            return daemon;
        } catch (AssertionError e) {
            daemon.close();
            throw e;
        }
    }

    private static long serving(Path data) {
        return lines(logOf(data)).stream()
                .filter(line -> line.contains("\"message\":\"serving\""))
                .count();
    }

    private static Path outOf(Path data) {
        return data.resolveSibling(data.getFileName() + ".out");
    }

    private static Path logOf(Path data) {
        return data.resolveSibling(data.getFileName() + ".log");
    }

    private static List<String> lines(Path file) {
        try {
            // A line counts once it has ended.
            String text = Files.exists(file) ? Files.readString(file) : "";
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path data() {
        return data;
    }

    Ports ports() {
        return ports;
    }

    Http http() {
        return http;
    }

    AuthPort auth() {
        return new AuthPort(http, ports.issuer());
    }

    /// All that was ever written to standard output.
    List<String> out() {
        return lines(outOf(data));
    }

    /// All that was ever written to standard error.
    String log() {
        return String.join("\n", lines(logOf(data)));
    }

    /// The line that quickstart printed last.
    Answer announced() {
        return new Answer(
                0,
                java.net.http.HttpHeaders.of(java.util.Map.of(), (_, _) -> true),
                out().getLast());
    }

    /// SIGTERM, and the exit code that follows.
    int terminate() {
        http.close();
        process.destroy();
        return await();
    }

    /// kill -9.
    void kill() {
        process.destroyForcibly();
        await();
        http.close();
    }

    private int await() {
        try {
            if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("microauthd does not end: " + log());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
        http.close();
    }
}
