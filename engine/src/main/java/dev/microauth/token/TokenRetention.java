package dev.microauth.token;

import dev.microauth.db.Database;
import java.time.Instant;
import java.time.InstantSource;

/// Removes what has ended, in small batches, so that no table grows without bound.
public final class TokenRetention {
    private final Database database;
    private final Lifetimes lifetimes;
    private final InstantSource clock;

    public TokenRetention(Database database, Lifetimes lifetimes, InstantSource clock) {
        this.database = database;
        this.lifetimes = lifetimes;
        this.clock = clock;
    }

    /// Returns how many rows went.
    public long purge() {
        Instant before = clock.instant().minus(lifetimes.rowsKept());
        return database.writeBatches((tx, most) ->
                TokenStore.purge(tx, before, most) + RefreshStore.purge(tx, before, most));
    }
}
