package dev.microauth.server.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The open ports of this process.
public final class HttpServer implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration STEP = Duration.ofMillis(10);

    private final List<Acceptor> acceptors;
    private final Duration grace;

    private HttpServer(List<Acceptor> acceptors, Duration grace) {
        this.acceptors = acceptors;
        this.grace = grace;
    }

    /// Loads what the first listener and the first request need, which is most of what this package costs at start. Call
    /// it on a thread of its own while the rest of the process starts; without it the first request pays.
    public static void warmUp() {
        Codec.warmUp();
    }

    /// Opens every listener, or none.
    ///
    /// @throws PortInUse when somebody else listens on one of the ports
    /// @throws CannotListen when an address or a certificate is of no use
    public static HttpServer start(List<Listener> listeners) {
        return start(listeners, GRACE);
    }

    /// As [#start(List)], with another time for running requests at [#close].
    public static HttpServer start(List<Listener> listeners, Duration grace) {
        List<Acceptor> open = new ArrayList<>();
        try {
            for (Listener listener : listeners) {
                open.add(Acceptor.open(listener));
            }
        } catch (RuntimeException e) {
            open.forEach(Acceptor::stopAccepting);
            open.forEach(Acceptor::cutAll);
            throw e;
        }
        return new HttpServer(List.copyOf(open), grace);
    }

    /// The port that a listener really has, which matters when 0 was asked for.
    ///
    /// @throws IllegalArgumentException when there is no listener of this name
    public int port(String name) {
        return acceptors.stream()
                .filter(acceptor -> acceptor.listener().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no listener " + name))
                .port();
    }

    /// Stops accepting, lets running requests end for 10 seconds at most, then cuts what is left. May be called twice.
    @Override
    public void close() {
        acceptors.forEach(Acceptor::stopAccepting);
        long until = System.nanoTime() + grace.toNanos();
        while (!acceptors.stream().allMatch(Acceptor::quiet) && System.nanoTime() - until < 0) {
            try {
                Thread.sleep(STEP);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        acceptors.forEach(Acceptor::cutAll);
    }
}
