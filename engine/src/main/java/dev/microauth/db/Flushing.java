package dev.microauth.db;

import dev.microauth.problem.AuthException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Writes the database down at intervals, and remembers when that failed.
final class Flushing {
    private final Runnable flush;
    private Optional<ScheduledExecutorService> schedule = Optional.empty();
    private volatile Optional<String> problem = Optional.empty();

    Flushing(Runnable flush) {
        this.flush = flush;
    }

    /// At a fixed rate: from a commit to its being written down pass the interval and one writing, no more.
    synchronized void every(Duration interval) {
        var executor =
                Executors.newSingleThreadScheduledExecutor(task ->
                        Thread.ofPlatform().daemon().name("microauth-snapshots").unstarted(task));
        schedule = Optional.of(executor);
        var _ =
                executor.scheduleAtFixedRate(
                        this::attempt,
                        interval.toNanos(),
                        interval.toNanos(),
                        TimeUnit.NANOSECONDS);
    }

    void now() {
        try {
            flush.run();
            problem = Optional.empty();
        } catch (RuntimeException | Error e) {
            problem = Optional.of(String.valueOf(e.getMessage()));
            throw e;
        }
    }

    Optional<String> problem() {
        return problem;
    }

    private void attempt() {
        try {
            now();
        } catch (AuthException.Closed e) {
            log().log(Level.DEBUG, "no snapshot of what is closed", e);
        } catch (RuntimeException | Error e) {
            // The next one may find room again; what is thrown further ends the schedule without a
            // word.
            log().log(Level.ERROR, "the snapshot was not written: " + e.getMessage(), e);
        }
    }

    /// No flush runs when this returns.
    synchronized void stop() {
        schedule.ifPresent(ScheduledExecutorService::close);
        schedule = Optional.empty();
    }

    private static System.Logger log() {
        return System.getLogger(Flushing.class.getName());
    }
}
