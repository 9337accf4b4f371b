package dev.microauth.bridge;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Renewals of sessions: one at a time for each, since a refresh token is good once. Requests that come with the cookie
/// of before, at the same time or because an answer got lost, get the session that came of it.
final class Renewals {
    private static final int MOST = 50_000;
    // After that long without a request the server has ended the session too.
    private static final Duration IDLE = Duration.ofHours(12);

    private final InstantSource clock;
    private final Map<String, CompletableFuture<Optional<Session>>> running =
            new ConcurrentHashMap<>();
    private final Map<String, Session> latest =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Session> eldest) {
                    return size() > MOST || isPast(eldest.getValue());
                }
            };

    Renewals(InstantSource clock) {
        this.clock = clock;
    }

    /// The present state of a session of which a cookie tells.
    Session latest(Session told) {
        synchronized (latest) {
            Session known = latest.getOrDefault(told.id(), told);
            return known.version() > told.version() ? known : told;
        }
    }

    /// The renewed session, by this thread or by one that was first; empty when it is over.
    ///
    /// @throws Unreachable when the server did not decide
    Optional<Session> renew(Session due, Supplier<Optional<Session>> renewal) {
        var mine = new CompletableFuture<Optional<Session>>();
        var other = running.putIfAbsent(due.id(), mine);
        if (other != null) {
            return await(other);
        }
        try {
            // Another one may have ended between the look at the cookie and now.
            Session now = latest(due);
            Optional<Session> outcome =
                    now.version() > due.version() ? Optional.of(now) : renewal.get();
            outcome.ifPresent(this::keep);
            mine.complete(outcome);
            return outcome;
        } catch (RuntimeException | Error e) {
            // Others may wait for it.
            mine.completeExceptionally(e);
            throw e;
        } finally {
            running.remove(due.id(), mine);
        }
    }

    private static Optional<Session> await(CompletableFuture<Optional<Session>> other) {
        try {
            return other.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Unreachable unreachable) {
                throw unreachable;
            }
            throw e;
        }
    }

    private void keep(Session session) {
        synchronized (latest) {
            latest.remove(session.id());
            latest.put(session.id(), session);
        }
    }

    void forget(Session session) {
        synchronized (latest) {
            latest.remove(session.id());
        }
    }

    private boolean isPast(Session session) {
        return session.renewedAt().plus(IDLE).isBefore(clock.instant());
    }
}
