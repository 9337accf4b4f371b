package dev.microauth.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A running nginx or Caddy, from when it takes connections.
final class ReverseProxy implements AutoCloseable {
    private final Process process;
    private final int port;
    private final Path log;

    private ReverseProxy(Launch launch, Path place, int port) {
        this.port = port;
        this.log = place.resolve("log");
        this.process = launch.start(log, log);
        Eventually.within(Duration.ofSeconds(10), () -> !process.isAlive() || accepts(), this::log);
        if (!process.isAlive()) {
            throw new AssertionError("the proxy ended: " + log());
        }
    }

    /// @param servers what stands inside of `http { … }`
    static ReverseProxy nginx(Path place, int port, String servers) throws IOException {
        Files.writeString(
                place.resolve("nginx.conf"),
                """
                daemon off;
                master_process off;
                pid nginx.pid;
                error_log stderr warn;
                events { worker_connections 64; }
                http {
                    access_log off;
                    client_body_temp_path body;
                    proxy_temp_path proxy;
                    fastcgi_temp_path fastcgi;
                    uwsgi_temp_path uwsgi;
                    scgi_temp_path scgi;
                """
                        + servers
                        + "}\n");
        Launch launch =
                Launch.of(program("nginx"), "-p", place + "/", "-e", "stderr", "-c", "nginx.conf")
                        .in(place);
        if (System.getProperty("user.name").equals("root")) {
            // It writes into its directory as nobody.
            Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxrwxrwx"));
            launch.under("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
        }
        return new ReverseProxy(launch, place, port);
    }

    /// @param sites what stands behind the global options
    static ReverseProxy caddy(Path place, int port, String sites) throws IOException {
        Files.writeString(
                place.resolve("Caddyfile"), "{\n\tadmin off\n\tauto_https off\n}\n" + sites);
        Launch launch =
                Launch.of(
                                program("caddy"),
                                "run",
                                "--config",
                                "Caddyfile",
                                "--adapter",
                                "caddyfile")
                        .in(place)
                        .env("HOME", place.toString())
                        .env("XDG_DATA_HOME", place.toString())
                        .env("XDG_CONFIG_HOME", place.toString());
        return new ReverseProxy(launch, place, port);
    }

    private static String program(String name) {
        return List.of("/usr/sbin/", "/usr/bin/", "/usr/local/bin/").stream()
                .map(place -> place + name)
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .orElseThrow(() ->
                        new AssertionError(name + " is not installed: run `./check clients`"));
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
