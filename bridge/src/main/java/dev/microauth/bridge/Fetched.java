package dev.microauth.bridge;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Something of the server's that is kept for a while. One thread fetches it, the others wait or use what is there; when
/// the server is away the last good one serves on for a bounded time.
final class Fetched<T> {
    private static final System.Logger LOG = System.getLogger(Fetched.class.getName());
    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final Duration USABLE = Duration.ofHours(24);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Supplier<T> source;
    private final InstantSource clock;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile State<T> state = new State<>(Optional.empty(), Instant.MIN, Instant.MIN);

    private record State<T>(Optional<T> value, Instant fetchedAt, Instant triedAt) {}

    Fetched(Supplier<T> source, InstantSource clock) {
        this.source = source;
        this.clock = clock;
    }

    /// @throws Unreachable when there is none, or none that is young enough
    T get() {
        State<T> now = state;
        return isYoungerThan(FRESH, now.fetchedAt()) && now.value().isPresent()
                ? now.value().get()
                : fetch(FRESH);
    }

    /// A newer one, because something is missing in the one that is there; the same where that was asked for a moment ago,
    /// so that nobody makes us ask without end.
    T newer() {
        return fetch(PAUSE);
    }

    private T fetch(Duration youngEnough) {
        fetching.lock();
        try {
            State<T> before = state;
            if (before.value().isPresent()
                    && (isYoungerThan(youngEnough, before.fetchedAt())
                            || isYoungerThan(PAUSE, before.triedAt()))) {
                return before.value().get();
            }
            Instant now = clock.instant();
            try {
                T value = source.get();
                state = new State<>(Optional.of(value), now, now);
                return value;
            } catch (Unreachable e) {
                state = new State<>(before.value(), before.fetchedAt(), now);
                if (before.value().isEmpty() || !isYoungerThan(USABLE, before.fetchedAt())) {
                    throw e;
                }
                LOG.log(Level.WARNING, "going on with what was known: " + e.getMessage());
                return before.value().get();
            }
        } finally {
            fetching.unlock();
        }
    }

    /// A clock that was set back makes nothing young.
    private boolean isYoungerThan(Duration age, Instant when) {
        if (when.equals(Instant.MIN)) {
            return false;
        }
        Duration past = Duration.between(when, clock.instant());
        return !past.isNegative() && past.compareTo(age) < 0;
    }
}
