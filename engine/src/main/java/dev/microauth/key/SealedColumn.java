package dev.microauth.key;

import dev.microauth.db.Tx;
import dev.microauth.secret.Place;
import java.util.List;
import java.util.UUID;

/// A column of sealed values, for sealing them anew under another data key.
public interface SealedColumn {
    /// Its table, for messages.
    String table();

    /// How many values each version of the data key seals here.
    List<Count> counts(Tx tx);

    /// Values of a version, in the order of their ids.
    List<Sealed> values(Tx tx, long version, Slice slice);

    /// Puts a value that was sealed anew into its row, unless the row was changed meanwhile.
    boolean replace(Tx tx, Sealed before, byte[] anew, long version);

    /// So many values are sealed by this version.
    record Count(long version, long values) {}

    /// What to read: behind the row with this id, at most so many.
    record Slice(String after, int most) {
        private static final String START = "";

        static Slice first(int most) {
            return new Slice(START, most);
        }

        /// The id for columns whose rows have UUIDs.
        public UUID afterId() {
            return after.equals(START) ? new UUID(0, 0) : UUID.fromString(after);
        }
    }

    /// A sealed value, the id of its row, and what the seal knows as its place.
    record Sealed(String id, Place place, byte[] value) {}
}
