package dev.microauth.access;

import dev.microauth.audit.Action;
import dev.microauth.db.Tx;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// The rows of one of the three tables whose rows have a name, a description and a protection.
interface Rows<T extends Entry> {
    /// How errors and audit events call such a row.
    String noun();

    Action created();

    Action updated();

    Action deleted();

    EntryName named(String typed);

    Optional<T> find(Tx tx, UUID id);

    /// The name, folded.
    Optional<T> findNamed(Tx tx, String folded);

    /// Whether another row has a name that looks like this one.
    boolean isTaken(Tx tx, EntryName name, UUID except);

    /// False when the name is taken.
    boolean insert(Tx tx, UUID id, Wording wording, Instant now);

    void update(Tx tx, UUID id, Wording wording, Instant now);

    /// Removes the row with what hangs on it.
    void delete(Tx tx, UUID id);
}
