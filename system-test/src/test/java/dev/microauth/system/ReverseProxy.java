package dev.microauth.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// nginx and Caddy, with a configuration made for one test.
final class ReverseProxy {
    private ReverseProxy() {}

    /// @param servers what stands inside of `http { … }`
    static Program nginx(Path place, int port, String servers) throws IOException {
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
                        .in(place)
                        .asNobody(place);
        return new Program(launch, place, port);
    }

    /// @param sites what stands behind the global options
    static Program caddy(Path place, int port, String sites) throws IOException {
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
        return new Program(launch, place, port);
    }

    private static String program(String name) {
        return List.of("/usr/sbin/", "/usr/bin/", "/usr/local/bin/").stream()
                .map(place -> place + name)
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .orElseThrow(() ->
                        new AssertionError(name + " is not installed: run `./check clients`"));
    }
}
