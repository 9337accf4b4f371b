package dev.microauth.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// The packaged daemon on free ports, started as anybody would start it.
final class Packaged implements AutoCloseable {
    private static final Pattern ISSUER =
            Pattern.compile("\"issuer\":\"http://localhost:([0-9]+)\"");

    private final Process process;
    private final int port;
    private final Duration announced;

    private Packaged(Process process, int port, Duration announced) {
        this.process = process;
        this.port = port;
        this.announced = announced;
    }

    /// Starts it over a directory; returns when it says that both ports are open.
    static Packaged start(Path launcher, Path directory, Path log) throws IOException {
        long began = System.nanoTime();
        Process process =
                new ProcessBuilder(
                                launcher.toString(),
                                "quickstart",
                                "--data",
                                directory.toString(),
                                "--auth-port",
                                "0",
                                "--admin-port",
                                "0",
                                // Attempts to sign in tell where they come from.
                                "--trusted-proxies",
                                "127.0.0.0/8,::1/128",
                                "--json")
                        .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
        try {
            BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
            String line = out.readLine();
            var said = ISSUER.matcher(line == null ? "" : line);
            if (!said.find()) {
                throw new IOException("the daemon did not start; see " + log);
            }
            return new Packaged(
                    process,
                    Integer.parseInt(said.group(1)),
                    Duration.ofNanos(System.nanoTime() - began));
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /// The auth port.
    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    /// From the start of the launcher until it said where it is.
    Duration announced() {
        return announced;
    }

    double residentMiB() throws IOException {
        return Usage.residentMiB(pid());
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
