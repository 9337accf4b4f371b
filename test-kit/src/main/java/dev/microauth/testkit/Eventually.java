package dev.microauth.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/// Waiting for what another thread or process does by itself, and no clock of ours can bring about.
public final class Eventually {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Eventually() {}

    /// Returns as soon as the condition holds; fails when it does not within a minute.
    public static void holds(Callable<Boolean> condition) {
        within(PATIENCE, condition, () -> "it did not come about");
    }

    /// Returns as soon as the condition holds; fails with the complaint when it does not in time.
    public static void within(
            Duration bound, Callable<Boolean> condition, Supplier<String> complaint) {
        long end = System.nanoTime() + bound.toNanos();
        try {
            while (!condition.call()) {
                if (System.nanoTime() > end) {
                    throw new AssertionError(
                            "not within " + bound.toSeconds() + " s: " + complaint.get());
                }
                Thread.sleep(2);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(complaint.get(), e);
        } catch (Exception e) {
            throw new AssertionError("cannot be told: " + complaint.get(), e);
        }
    }
}
