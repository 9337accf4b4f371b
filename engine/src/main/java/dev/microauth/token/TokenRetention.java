package dev.microauth.token;

import dev.microauth.db.Database;
import java.time.Instant;
import java.time.InstantSource;

/// Removes what has ended, in small batches, so that no table grows without bound.
public final class TokenRetention {
    private static final int BATCH = 500;

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
        long gone = 0;
        int batch;
        do {
            batch =
                    database.write(tx ->
                            TokenStore.purge(tx, before, BATCH)
                                    + RefreshStore.purge(tx, before, BATCH));
            gone += batch;
        } while (batch >= BATCH);
        return gone;
    }
}
