package dev.microauth.throttle;

import java.time.Duration;
import java.time.Instant;

/// How much a name failed of late, from everywhere together: a bucket that takes a hundred failures and loses one each
/// quarter of an hour, so that a day of nobody's mistakes is as long as anything is remembered.
///
/// @param level how full it is; above a hundred there is an attack
/// @param since from when on the next quarter of an hour counts
record Siege(long level, Instant since) {
    private static final long FREE = 100;
    private static final long FULL = 190;
    private static final Duration ONE_LESS_EACH = Duration.ofMinutes(15);
    private static final Duration STEP = Duration.ofSeconds(10);

    static Siege none(Instant now) {
        return new Siege(0, now);
    }

    /// The same as time has left it.
    Siege at(Instant now) {
        long quarters = Math.max(0, Duration.between(since, now).dividedBy(ONE_LESS_EACH));
        long left = Math.max(0, level - quarters);
        return new Siege(left, left == 0 ? now : since.plus(ONE_LESS_EACH.multipliedBy(quarters)));
    }

    Siege worse(Instant now) {
        return new Siege(Math.min(FULL, level + 1), level == 0 ? now : since);
    }

    /// What somebody waits of whom nothing is known, the longer the worse it is: 900 seconds at most.
    Duration slow() {
        return STEP.multipliedBy(Math.max(0, level - FREE));
    }

    /// Until when nothing at all is taken, where the limit is strict.
    Instant closedUntil(Instant now) {
        return level > FREE ? since.plus(ONE_LESS_EACH) : now;
    }
}
