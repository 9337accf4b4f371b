package dev.microauth.api.client;

import dev.microauth.api.Listing;
import java.util.UUID;

/// The verbs that every noun with a name has.
///
/// @param <V> how one is shown
/// @param <C> what one is made from
/// @param <M> what the making answers
public sealed class Nouns<V extends Record, C extends Record, M extends Record>
        permits Users, ServiceAccounts, Roles, Clients {
    private final Wire wire;
    private final String path;
    private final Class<V> view;
    private final Class<M> made;

    Nouns(Wire wire, String path, Class<V> view, Class<M> made) {
        this.wire = wire;
        this.path = path;
        this.view = view;
        this.made = made;
    }

    /// A page of them.
    public final Listing<V> list(Query query) {
        return wire.list(path, query, view);
    }

    /// The one with this id.
    ///
    /// @throws Refused with 404 when there is none
    public final V get(UUID id) {
        return wire.get(at(id), view);
    }

    /// The same, with the tag of its state for [Patch#onlyIf(String)].
    public final Versioned<V> read(UUID id) {
        return wire.read(at(id), view);
    }

    /// The one with this name.
    ///
    /// @throws Refused with 404 when there is none
    public final V named(String name) {
        return wire.get(path + "/by-name/" + Wire.part(name), view);
    }

    /// A new one.
    ///
    /// @throws Refused with 409 when the name is taken
    public final M create(C creation) {
        return wire.post(path, creation, made);
    }

    /// Changes what the patch names.
    public final V update(UUID id, Patch patch) {
        return wire.patch(at(id), patch, view);
    }

    public final void delete(UUID id) {
        wire.delete(at(id));
    }

    final Wire wire() {
        return wire;
    }

    /// The path of one of them.
    final String at(UUID id) {
        return path + "/" + id;
    }

    /// The path of something that belongs to one of them.
    final String at(UUID id, String what) {
        return at(id) + "/" + what;
    }
}
