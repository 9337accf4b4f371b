package dev.microauth.server.http;

import dev.microauth.server.http.Deadline.Phase;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import dev.microauth.web.http.StandardHeaders;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Accepts the connections of one listener, bounds their number and ends those whose deadline passed.
final class Acceptor {
    private static final System.Logger LOG = System.getLogger(Acceptor.class.getName());
    private static final int BACKLOG = 1024;

    private final Listener listener;
    private final Optional<Certificates> certificates;
    private final Codec codec;
    private final ServerSocketChannel server;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    // Not a daemon: an open port keeps the process alive.
    private final Thread accepting;
    private volatile boolean closing;

    private Acceptor(
            Listener listener, Optional<Certificates> certificates, ServerSocketChannel server) {
        this.listener = listener;
        this.certificates = certificates;
        this.server = server;
        this.accepting =
                Thread.ofPlatform().name("http-" + listener.name()).unstarted(this::accept);
        this.codec = new Codec(listener.limits(), certificates.isPresent());
    }

    /// Binds the port and begins to serve.
    ///
    /// @throws PortInUse when somebody else listens there
    /// @throws CannotListen when the address or the certificate is of no use
    static Acceptor open(Listener listener) {
        Optional<Certificates> certificates = certificates(listener);
        Acceptor acceptor = new Acceptor(listener, certificates, bind(listener));
        acceptor.accepting.start();
        Thread.ofVirtual().name("http-watch-" + listener.name()).start(acceptor::watch);
        return acceptor;
    }

    Listener listener() {
        return listener;
    }

    Optional<Certificates> certificates() {
        return certificates;
    }

    Codec codec() {
        return codec;
    }

    boolean closing() {
        return closing;
    }

    int port() {
        return server.socket().getLocalPort();
    }

    /// Accepts no more; connections without a request end, the others after their answer.
    void stopAccepting() {
        closing = true;
        try {
            server.close();
            // The port is free once nobody waits on it.
            accepting.join(Duration.ofSeconds(1));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "close failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Connection connection : connections) {
            Phase phase = connection.deadline().phase();
            if (phase == Phase.IDLE || phase == Phase.OPENING) {
                connection.cut();
            }
        }
    }

    /// Whether nobody waits for an answer any more.
    boolean quiet() {
        return connections.stream()
                .allMatch(connection -> connection.deadline().phase() == Phase.LINGERING);
    }

    void cutAll() {
        connections.forEach(Connection::cut);
    }

    void ended(Connection connection) {
        connections.remove(connection);
    }

    private void accept() {
        while (!closing) {
            try {
                SocketChannel channel = server.accept();
                if (connections.size() >= listener.limits().maxConnections() && !makeRoom()) {
                    refuse(channel);
                } else {
                    serve(channel);
                }
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                // No file descriptor left, most likely: others have to end first.
                LOG.log(
                        System.Logger.Level.WARNING,
                        "Cannot accept on " + listener.name() + ": " + e.getMessage());
                pause(Duration.ofMillis(100));
            }
        }
    }

    private void serve(SocketChannel channel) throws IOException {
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            Connection connection = new Connection(this, channel);
            connections.add(connection);
            if (closing) {
                connection.cut();
            }
            Thread.ofVirtual().start(connection);
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "connection not served", e);
            channel.close();
        }
    }

    /// Ends the connection that waits longest for a next request, if there is one.
    private boolean makeRoom() {
        Optional<Connection> idle =
                connections.stream()
                        .filter(connection -> connection.deadline().phase() == Phase.IDLE)
                        .min(Comparator.comparingLong(connection -> connection.deadline().left()));
        idle.ifPresent(connection -> {
            connections.remove(connection);
            connection.cut();
        });
        return idle.isPresent();
    }

    /// Costs one write that never waits, and no thread.
    private void refuse(SocketChannel channel) throws IOException {
        try (channel) {
            if (certificates.isEmpty()) {
                channel.configureBlocking(false);
                Response busy =
                        Response.error(
                                        503,
                                        "temporarily_unavailable",
                                        "Too many connections. Try again in a moment.")
                                .with("retry-after", "1");
                byte[] bytes =
                        Wire.bytes(StandardHeaders.on(busy, Request.newId(), false), false, true)
                                .readBytes();
                channel.write(ByteBuffer.wrap(bytes));
                channel.shutdownOutput();
                channel.read(ByteBuffer.allocate(8 * 1024));
            }
        } catch (ClosedChannelException e) {
            LOG.log(System.Logger.Level.TRACE, "the client did not wait", e);
        }
    }

    private void watch() {
        Limits limits = listener.limits();
        Duration shorter =
                limits.readTimeout().compareTo(limits.idleTimeout()) < 0
                        ? limits.readTimeout()
                        : limits.idleTimeout();
        Duration tick = Duration.ofMillis(Math.clamp(shorter.toMillis() / 10, 10, 500));
        while (!closing || !connections.isEmpty()) {
            for (Connection connection : connections) {
                if (connection.deadline().passed()) {
                    connection.cut();
                }
            }
            certificates.ifPresent(Certificates::refresh);
            pause(tick);
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ServerSocketChannel bind(Listener listener) {
        InetSocketAddress address = listener.address();
        try {
            ServerSocketChannel server = ServerSocketChannel.open();
            try {
                return server.bind(address, BACKLOG);
            } catch (IOException | RuntimeException e) {
                server.close();
                throw e;
            }
        } catch (BindException e) {
            if (String.valueOf(e.getMessage()).contains("in use")) {
                throw new PortInUse(listener.name(), address.getPort());
            }
            throw cannot(listener, String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            throw cannot(listener, String.valueOf(e.getMessage()));
        }
    }

    private static CannotListen cannot(Listener listener, String why) {
        return new CannotListen(
                "Cannot listen on %s:%d (%s): %s. Choose an address of this machine and a port that this user may open."
                        .formatted(
                                listener.address().getHostString(),
                                listener.address().getPort(),
                                listener.name(),
                                why));
    }

    private static Optional<Certificates> certificates(Listener listener) {
        if (listener.tls().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Certificates(listener.tls().get()));
        } catch (UnusableCertificate e) {
            throw new CannotListen("TLS for " + listener.name() + ": " + e.getMessage());
        }
    }
}
