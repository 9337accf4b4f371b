package dev.microauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.microauth.api.StatsView;
import dev.microauth.api.WireFormat;
import dev.microauth.cli.terminal.ExitCode;
import dev.microauth.testkit.Certificate;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whose certificate is believed.
class TrustTest {
    @TempDir Path home;

    private HttpsServer server;
    private Path pem;

    @BeforeEach
    void serve() throws Exception {
        var certificate = Certificate.in(home, "localhost");
        pem = certificate.chain();
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
        var stats = new StatsView("1.2.3", Instant.EPOCH, 1, 1, 1, 1, 1, 1, 1, 1, 1, List.of());
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        var bytes = new WireFormat().bytes(stats);
                        exchange.sendResponseHeaders(200, bytes.length);
                        exchange.getResponseBody().write(bytes);
                    }
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void a_certificate_that_nobody_vouches_for_is_refused() {
        var ran = shell().run("server", "stats");

        assertThat(ran.code()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(ran.err()).contains("cannot be trusted");
    }

    @Test
    void a_file_vouches_for_it() {
        var ran = shell().run("server", "stats", "--ca-file", pem.toString());

        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void a_file_that_vouches_for_nobody_is_said() throws Exception {
        var empty = Files.writeString(home.resolve("empty.pem"), "");
        var wrong =
                Files.writeString(
                        home.resolve("wrong.pem"),
                        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");

        for (var file : List.of(empty, wrong, home.resolve("none.pem"))) {
            var ran = shell().run("server", "stats", "--ca-file", file.toString());
            assertThat(ran.code()).isEqualTo(ExitCode.USAGE);
            assertThat(ran.err()).startsWith("mad: --ca-file: ").hasLineCount(1);
        }
    }

    private Shell shell() {
        return new Shell(home)
                .variable("MADCTL_URL", "https://localhost:" + server.getAddress().getPort())
                .variable("MADCTL_TOKEN", "a-token");
    }
}
