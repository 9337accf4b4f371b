package dev.microauth.cli;

import dev.microauth.api.Listing;
import dev.microauth.api.RoleView;
import dev.microauth.api.UserView;
import dev.microauth.api.WireFormat;
import dev.microauth.cli.terminal.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A run through usual commands against a server that says the same to everybody. The launcher starts it once, so that
/// Java can keep what mad has to load. It touches nothing of the user and leaves nothing behind.
final class Rehearsal {
    private static final UUID ID = new UUID(1, 1);

    private Rehearsal() {}

    public static void main(String[] arguments) throws IOException {
        var home = Files.createTempDirectory("mad-rehearsal");
        try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var thread = new Thread(() -> answerAll(server), "rehearsal");
            thread.setDaemon(true);
            thread.start();
            var mad = new Mad(surroundings(home, server.getLocalPort()));
            mad.run("--help");
            mad.run("user", "create", "--help");
            mad.run("version");
            mad.run("user", "list");
            mad.run("user", "lits");
            mad.run("user", "get", "alice", "--output", "json");
            mad.run("role", "assign", "--user-id", "alice", "--role-id", ID.toString());
        } finally {
            Files.deleteIfExists(home);
        }
    }

    private static Surroundings surroundings(Path home, int port) {
        var nowhere =
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        return new Surroundings(
                Map.of("MADCTL_URL", "http://localhost:" + port, "MADCTL_TOKEN", "none"),
                home,
                InputStream.nullInputStream(),
                nowhere,
                nowhere,
                "",
                _ -> Optional.empty(),
                InstantSource.system(),
                "rehearsal");
    }

    private static void answerAll(ServerSocket server) {
        while (!server.isClosed()) {
            try (var connection = server.accept()) {
                var request = new byte[8192];
                int length = connection.getInputStream().read(request);
                var text = new String(request, 0, Math.max(length, 0), StandardCharsets.ISO_8859_1);
                connection.getOutputStream().write(answer(text));
            } catch (IOException over) {
                return;
            }
        }
    }

    private static byte[] answer(String request) {
        var body = new String(new WireFormat().bytes(body(request)), StandardCharsets.UTF_8);
        return ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                        + body.length()
                        + "\r\n\r\n"
                        + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static Record body(String request) {
        if (request.contains("/roles")) {
            return new RoleView(ID, "support", Optional.empty(), false);
        }
        var alice =
                new UserView(
                        ID,
                        "alice",
                        Optional.of("alice@example.com"),
                        true,
                        Optional.empty(),
                        true,
                        Optional.empty(),
                        false,
                        0,
                        Map.of(),
                        Instant.EPOCH,
                        Instant.EPOCH,
                        Optional.empty());
        return request.startsWith("GET /api/v1/users HTTP")
                ? new Listing<>(List.of(alice), Optional.empty(), Optional.of(1L), Optional.empty())
                : alice;
    }
}
