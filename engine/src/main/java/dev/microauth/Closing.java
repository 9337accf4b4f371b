package dev.microauth;

import java.util.ArrayList;
import java.util.List;

/// Takes every step of closing, whatever became of those before it: what is half closed can be closed by nobody.
final class Closing {
    private Closing() {}

    /// Throws what the first step threw that failed, with what the others did, after all were taken. An interrupt is left
    /// for later: a step that is cut short would hold on to what it was to release.
    static void all(List<Runnable> steps) {
        boolean interrupted = Thread.interrupted();
        var failures = new ArrayList<Throwable>();
        for (Runnable step : steps) {
            try {
                step.run();
            } catch (RuntimeException | Error e) {
                failures.add(e);
            }
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (!failures.isEmpty()) {
            throwFirst(failures);
        }
    }

    private static void throwFirst(List<Throwable> failures) {
        Throwable first = failures.removeFirst();
        failures.forEach(first::addSuppressed);
        if (first instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) first;
    }
}
