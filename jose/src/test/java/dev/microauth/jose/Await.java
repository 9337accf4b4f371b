package dev.microauth.jose;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// What another thread does soon, or the test fails.
final class Await {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Await() {}

    static void until(BooleanSupplier holds) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it did not come about in " + PATIENCE);
            }
            Thread.sleep(10);
        }
    }
}
