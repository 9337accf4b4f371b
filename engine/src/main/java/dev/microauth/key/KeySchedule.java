package dev.microauth.key;

import java.time.Duration;

/// How often keys are replaced, and how many old ones stay when nothing needs them any more.
///
/// ```java
/// var schedule = new KeySchedule(Duration.ofDays(30), 1);
/// ```
///
/// @param rotation how long a key signs or seals before the next one does; a day to three years, the longest that NIST
///     SP 800-57 part 1 §5.3.6 advises for a signing key
/// @param oldKept of data keys, and of the signing keys of each algorithm: so many of the newest old ones stay; 0 to 100
public record KeySchedule(Duration rotation, int oldKept) {
    private static final Duration SHORTEST = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(3 * 365);
    private static final int MOST = 100;

    /// Ninety days, and nothing old stays longer than it is needed.
    public static final KeySchedule DEFAULT = new KeySchedule(Duration.ofDays(90), 0);

    /// @throws IllegalArgumentException for what is out of these bounds
    public KeySchedule {
        // Security C6: each key is published before and after it signs; a shorter turn would leave
        // many published.
        if (rotation.compareTo(SHORTEST) < 0 || rotation.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "keys can be rotated every day at most and every %d days at least, not every %s"
                            .formatted(LONGEST.toDays(), rotation));
        }
        if (oldKept < 0 || oldKept > MOST) {
            throw new IllegalArgumentException(
                    "between 0 and %d old keys can be kept, not %d".formatted(MOST, oldKept));
        }
    }
}
