package dev.microauth.system;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waiting for something that happens in another process.
final class Eventually {
    private Eventually() {}

    /// Returns as soon as the condition holds; fails with the complaint when it does not in time.
    static void within(Duration bound, BooleanSupplier condition, Supplier<String> complaint) {
        long end = System.nanoTime() + bound.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(
                        "not within " + bound.toSeconds() + " s: " + complaint.get());
            }
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(complaint.get(), e);
            }
        }
    }
}
