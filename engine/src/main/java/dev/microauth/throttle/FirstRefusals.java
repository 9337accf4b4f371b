package dev.microauth.throttle;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// Who was refused in the last minute: the first refusal of a minute is worth an event, the flood behind it is not.
/// Bounded; the oldest is forgotten.
///
/// ```java
/// if (refusals.isFirst(network, clock.instant())) {
///     note(network);
/// }
/// ```
public final class FirstRefusals {
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MOST = 10_000;

    private final Map<String, Instant> told =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
                    return size() > MOST;
                }
            };

    /// Whether this one was not told of in the minute before; says so once.
    public synchronized boolean isFirst(String who, Instant now) {
        Instant last = told.getOrDefault(who, Instant.EPOCH);
        if (now.isBefore(last.plus(WINDOW))) {
            return false;
        }
        told.remove(who);
        told.put(who, now);
        return true;
    }
}
