package dev.microauth.session;

import dev.microauth.key.Ring;
import java.time.Duration;
import java.time.Instant;

/// How long a sign-in in a browser lasts.
///
/// @param whole however much it is used
/// @param idle without use
/// @param admin the whole of an administrator's
/// @param rowsKept how long a row stays after its session ran out
public record SessionLimits(Duration whole, Duration idle, Duration admin, Duration rowsKept) {
    private static final Duration NOTICED = Duration.ofMinutes(1);

    Instant end(Ring ring, Instant now) {
        return now.plus(
                switch (ring) {
                    case AUTH -> whole;
                    case ADMIN -> admin;
                });
    }

    /// When the idle time is over of one that is used now and ends for good at `end`.
    Instant idleEnd(Instant now, Instant end) {
        Instant idleEnd = now.plus(idle);
        return idleEnd.isBefore(end) ? idleEnd : end;
    }

    /// How long after a use the next one is not written down: what is shown with each request would write with each.
    Duration unnoticed() {
        Duration part = idle.dividedBy(10);
        return part.compareTo(NOTICED) < 0 ? part : NOTICED;
    }
}
