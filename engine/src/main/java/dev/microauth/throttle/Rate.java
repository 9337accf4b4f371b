package dev.microauth.throttle;

import java.time.Duration;

/// How much one source may ask for: so many at once, and as many again spread over each period.
///
/// @param per between a second and a day
public record Rate(int most, Duration per) {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    /// @throws IllegalArgumentException for less than one, or a period that is too short or too long
    public Rate {
        if (most < 1) {
            throw new IllegalArgumentException("a rate allows one request at least");
        }
        if (per.compareTo(SHORTEST) < 0 || per.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "the period of a rate lies between one second and one day");
        }
    }

    double perSecond() {
        return most * 1000.0 / per.toMillis();
    }
}
