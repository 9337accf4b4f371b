package dev.microauth.system;

import dev.microauth.testkit.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// A server of others that runs, from when it takes connections.
final class Program implements AutoCloseable {
    private final Process process;
    private final int port;
    private final Path log;

    Program(Launch launch, Path place, int port) {
        this.port = port;
        this.log = place.resolve("log");
        this.process = launch.start(log, log);
        Eventually.within(Duration.ofSeconds(10), () -> !process.isAlive() || accepts(), this::log);
        if (!process.isAlive()) {
            throw new AssertionError("the program ended: " + log());
        }
    }

    private boolean accepts() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
