package dev.microauth.system;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/// An nginx that asks microauthd's `/whoami` before it lets a request through to an application.
final class Nginx implements AutoCloseable {
    /// How it speaks to microauthd.
    enum Speech {
        HTTP_1_0("proxy_http_version 1.0;"),
        HTTP_1_1("proxy_http_version 1.1; proxy_set_header Connection \"\";");

        private final String line;

        Speech(String line) {
            this.line = line;
        }
    }

    private final HttpServer application;
    private final Queue<String> reached = new ConcurrentLinkedQueue<>();
    private final Process process;
    private final int port = Ports.one();
    private final Path log;

    Nginx(Path place, int whoami, Speech speech) throws IOException {
        application =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        application.createContext(
                "/",
                exchange -> {
                    reached.add(exchange.getRequestURI().getPath());
                    exchange.getRequestBody().readAllBytes();
                    byte[] body =
                            "the application".getBytes(java.nio.charset.StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        application.start();
        log = place.resolve("log");
        process = start(place, whoami, speech);
        Eventually.within(Duration.ofSeconds(10), () -> !process.isAlive() || accepts(), this::log);
        if (!process.isAlive()) {
            close();
            throw new AssertionError("nginx ended: " + log());
        }
    }

    private Process start(Path place, int whoami, Speech speech) throws IOException {
        Files.writeString(
                place.resolve("nginx.conf"),
                configuration(port, application.getAddress().getPort(), whoami, speech.line));
        Launch launch =
                Launch.of(program(), "-p", place + "/", "-e", "stderr", "-c", "nginx.conf")
                        .in(place);
        if (System.getProperty("user.name").equals("root")) {
            // It writes into its directory as nobody.
            Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxrwxrwx"));
            launch.under("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
        }
        return launch.start(log, log);
    }

    private static String configuration(int port, int application, int whoami, String speech) {
        return """
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
            server {
                listen 127.0.0.1:%d;
                location / {
                    auth_request /of-microauthd;
                    proxy_pass http://127.0.0.1:%d;
                }
                location = /of-microauthd {
                    internal;
                    proxy_pass http://127.0.0.1:%d/whoami;
                    %s
                    proxy_pass_request_body off;
                    proxy_set_header Content-Length "";
                }
            }
        }
        """
                .formatted(port, application, whoami, speech);
    }

    private static String program() {
        return List.of("/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/bin/nginx").stream()
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError("nginx is not installed: run `./check clients`"));
    }

    private boolean accepts() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    /// The paths with which the application was reached.
    List<String> reached() {
        return List.copyOf(reached);
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
        application.stop(0);
    }
}
