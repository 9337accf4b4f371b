package dev.microauth.key;

import java.time.Instant;

/// How the keys of an engine fare. Counts begin at zero when it is opened, and are of this process alone.
///
/// ```java
/// KeyMetrics metrics = auth.keys().metrics();
/// System.out.println("keys change at " + metrics.signingKeys().due());
/// ```
///
/// @param signingKeys of both rings together: the latest rotation, and the first that is due
/// @param dataKeys of the keys that seal values
/// @param versions how many data keys there are, the current one included
/// @param sealed how many values were sealed
/// @param opened how many sealed values were opened
/// @param failed how many did not open: above zero, somebody changed the database or put back a part of an old one
public record KeyMetrics(
        Rotations signingKeys,
        Rotations dataKeys,
        int versions,
        long sealed,
        long opened,
        long failed) {

    /// How one kind of keys was replaced, and will be.
    ///
    /// @param done how many there were
    /// @param last when the key that serves now, or the youngest of those, began to
    /// @param due when the schedule replaces it; by housekeeping, so up to a minute later
    public record Rotations(long done, Instant last, Instant due) {}

    public static KeyMetrics of(KeyRings rings, DataKeys data) {
        DataKeys.Work work = data.work();
        return new KeyMetrics(
                rings.rotations(),
                data.rotations(),
                data.count(),
                work.sealed(),
                work.opened(),
                work.failed());
    }
}
