package dev.microauth.factor;

import dev.microauth.db.Database;
import dev.microauth.db.Tx;
import dev.microauth.secret.Randomness;
import dev.microauth.secret.RootKey.Keyed;
import dev.microauth.subject.UserId;
import java.time.Instant;
import java.util.List;

/// Ten codes for the day on which a second factor is lost; each is good once.
public final class RecoveryCodes {
    private final Database database;
    private final Keyed key;
    private final Randomness randomness;

    public RecoveryCodes(Database database, Keyed key, Randomness randomness) {
        this.database = database;
        this.key = key;
        this.randomness = randomness;
    }

    /// Part of a change: ten new ones, readable this once; older ones do nothing any more.
    public List<String> replace(Tx tx, UserId id, Instant now) {
        throw new UnsupportedOperationException("to come");
    }

    /// Part of a sign-in: whether the code was one of theirs and not used. Spaces, hyphens and case do not count.
    public boolean use(Tx tx, UserId id, String code, Instant now) {
        throw new UnsupportedOperationException("to come");
    }

    /// Part of the change that removes the last second factor.
    public void remove(Tx tx, UserId id) {
        throw new UnsupportedOperationException("to come");
    }

    /// How many are left.
    public int left(Tx tx, UserId id) {
        throw new UnsupportedOperationException("to come");
    }

    public int left(UserId id) {
        return database.read(tx -> left(tx, id));
    }
}
