package dev.microauth;

import dev.microauth.db.SnapshotFile;
import java.nio.file.Path;
import java.time.Instant;

/// The newest snapshot could not be read when the directory was opened, and the one before it was taken: what was
/// changed after that one is lost, revocations too.
///
/// ```java
/// auth.recovery().ifPresent(recovery ->
///         alarm("identity data is back at " + recovery.stateOf() + ": " + recovery.problem()));
/// ```
///
/// @param at when it was opened
/// @param stateOf when the snapshot was written that was taken
/// @param damaged where the damaged file is kept now; there is none when the snapshot was missing
/// @param problem what was wrong with it
public record Recovery(Instant at, Instant stateOf, Path damaged, String problem) {
    static Recovery of(SnapshotFile.Fallback fallback, Instant at) {
        return new Recovery(at, fallback.written(), fallback.aside(), fallback.problem());
    }

    /// For the log and the audit.
    String describe() {
        return "the newest snapshot could not be read (%s) and is kept as %s: back at the one of %s, what came after it is lost"
                .formatted(problem, damaged.getFileName(), stateOf);
    }
}
