package dev.microauth.server.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.lang.System.Logger.Level;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// The daemon's end. One verb a connection: the caller sends its name in a line; the answer is lines that
/// begin with `progress `, `result ` and, last, `exit `.
public final class ControlSocket implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ControlSocket.class.getName());

    // sun_path has 104 to 108 bytes, by system.
    private static final int LONGEST_PATH = 102;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Path path;
    private final Map<String, Verb> verbs;
    private final ServerSocketChannel channel;

    private ControlSocket(Path path, Map<String, Verb> verbs, ServerSocketChannel channel) {
        this.path = path;
        this.verbs = Map.copyOf(verbs);
        this.channel = channel;
    }

    /// Where it stands in a data directory.
    public static Path in(Path data) {
        return data.resolve("control.sock");
    }

    /// Whether the path is so long that the operating system may have no socket there.
    public static boolean isTooLong(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH;
    }

    /// Listens at the path. The caller holds the directory's lock, so that a socket found there is a dead one.
    ///
    /// @throws IOException when the path is too long for a socket or cannot be written
    public static ControlSocket open(Path path, Map<String, Verb> verbs) throws IOException {
        Files.deleteIfExists(path);
        var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(path));
        } catch (IOException e) {
            channel.close();
            throw new IOException(path + ": " + e.getMessage(), e);
        }
        var socket = new ControlSocket(path, verbs, channel);
        Thread.ofPlatform().daemon().name("microauth-control").start(socket::accept);
        return socket;
    }

    private void accept() {
        while (channel.isOpen()) {
            try {
                SocketChannel caller = channel.accept();
                Thread.ofVirtual().start(() -> serve(caller));
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                LOG.log(Level.WARNING, "control socket: " + e.getMessage());
                // No file descriptor is free, say: trying again at once would only burn the
                // processor.
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private void serve(SocketChannel caller) {
        try (caller;
                var in =
                        new BufferedReader(
                                new InputStreamReader(
                                        Channels.newInputStream(caller), StandardCharsets.UTF_8));
                var out =
                        new PrintWriter(
                                Channels.newOutputStream(caller), true, StandardCharsets.UTF_8)) {
            String name = String.valueOf(in.readLine());
            var report = new Lines(out);
            int code =
                    Optional.ofNullable(verbs.get(name))
                            .map(verb -> run(name, verb, report))
                            .orElseGet(() -> unknown(report));
            out.println("exit " + code);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "control socket: " + e.getMessage());
        }
    }

    private static int run(String name, Verb verb, Report report) {
        try {
            return verb.run(report);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "control verb " + name, e);
            report.result("it failed; the daemon's log says why");
            return 1;
        }
    }

    private static int unknown(Report report) {
        report.result("the running daemon does not know this command: it is of another version");
        return 1;
    }

    private record Lines(PrintWriter out) implements Report {
        @Override
        public void progress(String line) {
            out.println("progress " + line);
        }

        @Override
        public void result(String line) {
            out.println("result " + line);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "control socket: " + e.getMessage());
        }
    }
}
