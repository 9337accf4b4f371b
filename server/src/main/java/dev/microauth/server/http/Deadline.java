package dev.microauth.server.http;

import java.time.Duration;

/// How far a connection is, and until when it may stay there. Written by the connection's thread, read by the watch.
final class Deadline {
    /// Where a connection stands.
    enum Phase {
        /// Accepted; the TLS handshake, if any, and the first byte are awaited.
        OPENING,
        /// Between two requests.
        IDLE,
        /// The first byte of a request was seen, its header not yet to the end.
        HEAD,
        /// A handler works.
        RUNNING,
        /// A handler reads the body.
        BODY,
        /// The answer goes out.
        WRITING,
        /// Nothing more is said; what the client still sends is dropped.
        LINGERING
    }

    private record State(Phase phase, long until) {}

    private static final State RUNNING = new State(Phase.RUNNING, 0);

    private volatile State state = RUNNING;

    void enter(Phase phase, Duration atMost) {
        state = new State(phase, System.nanoTime() + atMost.toNanos());
    }

    /// What a handler does has no deadline here.
    void run() {
        state = RUNNING;
    }

    Phase phase() {
        return state.phase();
    }

    boolean passed() {
        State now = state;
        return now.phase() != Phase.RUNNING && System.nanoTime() - now.until() > 0;
    }

    /// Nanoseconds until it passes, negative when it has.
    long left() {
        return state.until() - System.nanoTime();
    }
}
