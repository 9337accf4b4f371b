package dev.microauth.bridge;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Something of the server's that is kept for a while. One thread fetches it; the others use what is there, or wait for a
/// moment, never for as long as the server hangs. When it is away the last good one serves on for a bounded time.
final class Fetched<T> {
    private static final System.Logger LOG = System.getLogger(Fetched.class.getName());
    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final Duration USABLE = Duration.ofHours(24);
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

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
        if (now.value().isPresent() && isYoungerThan(FRESH, now.fetchedAt())) {
            return now.value().get();
        }
        return usable(now).isPresent() ? fetch(FRESH, Duration.ZERO) : fetch(FRESH, PATIENCE);
    }

    /// A newer one, because something is missing in the one that is there; the same where that was asked for a moment ago,
    /// so that nobody makes us ask without end.
    T newer() {
        return fetch(PAUSE, PATIENCE);
    }

    private T fetch(Duration youngEnough, Duration patience) {
        if (!isMine(patience)) {
            return usable(state).orElseThrow(() -> new Unreachable("it is being asked already"));
        }
        try {
            State<T> before = state;
            if (before.value().isPresent() && isYoungerThan(youngEnough, before.fetchedAt())) {
                return before.value().get();
            }
            return isYoungerThan(PAUSE, before.triedAt())
                    ? usable(before)
                            .orElseThrow(() -> new Unreachable("it did not answer a moment ago"))
                    : ask(before);
        } finally {
            fetching.unlock();
        }
    }

    /// The pause begins when the attempt is over: a server that hangs is not asked by one thread after another.
    private T ask(State<T> before) {
        try {
            T value = source.get();
            Instant now = clock.instant();
            state = new State<>(Optional.of(value), now, now);
            return value;
        } catch (Unreachable e) {
            state = new State<>(before.value(), before.fetchedAt(), clock.instant());
            T known = usable(before).orElseThrow(() -> e);
            LOG.log(Level.WARNING, "going on with what was known: " + e.getMessage());
            return known;
        }
    }

    private boolean isMine(Duration patience) {
        try {
            return fetching.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable("interrupted");
        }
    }

    private Optional<T> usable(State<T> known) {
        return known.value().filter(value -> isYoungerThan(USABLE, known.fetchedAt()));
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
