package dev.microauth.api.client;

import dev.microauth.api.IdSet;
import dev.microauth.api.Listing;
import java.util.List;
import java.util.UUID;

/// What is assigned to somebody: the roles of a user, the permissions of a role …
public final class Assignments<V extends Record> {
    private final Wire wire;
    private final String path;
    private final Class<V> view;

    Assignments(Wire wire, String path, Class<V> view) {
        this.wire = wire;
        this.path = path;
        this.view = view;
    }

    public Listing<V> list(Query query) {
        return wire.list(path, query, view);
    }

    /// Makes these the whole set; what is not among them is taken away.
    public void replace(List<UUID> ids) {
        wire.put(path, new IdSet(ids));
    }

    /// Assigns one more; it may be there already.
    public void add(UUID id) {
        wire.act(path + "/" + id);
    }

    public void remove(UUID id) {
        wire.delete(path + "/" + id);
    }
}
