package dev.microauth;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Runs the chores that keep tables flat and keys fresh, once a minute.
final class Housekeeping implements AutoCloseable {
    // What starts has enough to do.
    private static final long FIRST_SECONDS = 5;
    private static final long EVERY_SECONDS = 60;

    private final Supplier<List<Runnable>> chores;
    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(task ->
                    Thread.ofPlatform().daemon().name("microauth-housekeeping").unstarted(task));

    /// @param chores asked for when they are to be done, for an opening needs none of them
    Housekeeping(Supplier<List<Runnable>> chores) {
        this.chores = chores;
    }

    void start() {
        var _ =
                executor.scheduleWithFixedDelay(
                        this::run, FIRST_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private void run() {
        for (Runnable chore : chores.get()) {
            try {
                chore.run();
            } catch (RuntimeException | Error e) {
                // What is thrown further ends the schedule without a word.
                log().log(Level.ERROR, "housekeeping: " + e.getMessage(), e);
            }
        }
    }

    /// Runs all of them now, on this thread, and throws what the first one threw that failed, with what the others did.
    void runNow() {
        var failures = new ArrayList<RuntimeException>();
        for (Runnable chore : chores.get()) {
            try {
                chore.run();
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            RuntimeException first = failures.removeFirst();
            failures.forEach(first::addSuppressed);
            throw first;
        }
    }

    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(10, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static System.Logger log() {
        return System.getLogger(Housekeeping.class.getName());
    }
}
