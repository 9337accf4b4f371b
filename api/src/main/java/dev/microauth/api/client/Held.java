package dev.microauth.api.client;

import dev.microauth.api.Listing;
import dev.microauth.api.PurgeResult;
import java.util.Optional;
import java.util.UUID;

/// What the server holds for a while and an administrator can end: sessions, families of refresh tokens.
public final class Held<V extends Record> {
    private final Wire wire;
    private final String path;
    private final Class<V> view;

    Held(Wire wire, String path, Class<V> view) {
        this.wire = wire;
        this.path = path;
        this.view = view;
    }

    public Listing<V> list(Query query) {
        return wire.list(path, query, view);
    }

    public V get(UUID id) {
        return wire.get(path + "/" + id, view);
    }

    /// Ends one, at once.
    public void revoke(UUID id) {
        wire.delete(path + "/" + id);
    }

    /// Removes the rows of those that are over.
    public PurgeResult purge() {
        return wire.work(path + "/purge", Optional.empty(), PurgeResult.class);
    }
}
