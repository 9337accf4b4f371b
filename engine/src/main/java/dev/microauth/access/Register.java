package dev.microauth.access;

import dev.microauth.actor.Actor;
import dev.microauth.audit.Action;
import dev.microauth.audit.AuditEvent;
import dev.microauth.db.Database;
import dev.microauth.db.Tx;
import dev.microauth.problem.AuthException.AlreadyExists;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.problem.AuthException.Protected;
import dev.microauth.problem.AuthException.Stale;
import dev.microauth.secret.Randomness;
import dev.microauth.subject.Names;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/// What is done alike to roles, permissions and scopes: made, found, reworded, removed.
final class Register<T extends Entry> {
    private final Rows<T> rows;
    private final Database database;
    private final Randomness randomness;
    private final InstantSource clock;

    Register(Rows<T> rows, Database database, Randomness randomness, InstantSource clock) {
        this.rows = rows;
        this.database = database;
        this.randomness = randomness;
        this.clock = clock;
    }

    /// What a kind adds to a change of its rows, inside the transaction: its rules, and what follows from them. The
    /// name is the one that the row has, or is about to get.
    @FunctionalInterface
    interface Rule<T> {
        void apply(Tx tx, T entry, EntryName name);
    }

    NewEntry<T> create(Actor actor, Rule<T> then) {
        return new NewEntry<>(rows::named, wording -> insert(actor, wording, then));
    }

    EntryChange<T> update(Actor actor, UUID id, Rule<T> renaming) {
        return new EntryChange<>(rows::named, change -> save(actor, id, change, renaming));
    }

    Optional<T> find(UUID id) {
        return database.read(tx -> rows.find(tx, id));
    }

    /// By name, however it is written.
    Optional<T> find(String name) {
        return database.read(tx -> rows.findNamed(tx, Names.fold(name)));
    }

    T get(UUID id) {
        return find(id).orElseThrow(() -> notFound(id));
    }

    void delete(Actor actor, UUID id, Rule<T> before) {
        Instant now = clock.instant();
        database.write(tx -> {
            Rights.lock(tx);
            T entry = changeable(tx, id);
            before.apply(tx, entry, new EntryName(entry.name()));
            rows.delete(tx, id);
            tx.record(event(now, actor, rows.deleted(), id).saying("name " + entry.name()));
            return true;
        });
    }

    private T insert(Actor actor, Wording wording, Rule<T> then) {
        Instant now = Instant.ofEpochMilli(clock.millis());
        UUID id = randomness.id(now);
        return database.write(tx -> {
            Rights.lock(tx);
            if (!rows.insert(tx, id, wording, now)) {
                throw new AlreadyExists(rows.noun(), wording.name().text());
            }
            T entry = rows.find(tx, id).orElseThrow();
            then.apply(tx, entry, wording.name());
            tx.record(event(now, actor, rows.created(), id).saying("name " + entry.name()));
            return entry;
        });
    }

    private T save(Actor actor, UUID id, EntryChange<T> change, Rule<T> renaming) {
        Instant now = Instant.ofEpochMilli(clock.millis());
        return database.write(tx -> {
            Rights.lock(tx);
            T before = changeable(tx, id);
            if (!change.expects(before.version())) {
                throw new Stale(rows.noun(), id.toString());
            }
            Wording old = Wording.of(before);
            Wording wanted = change.over(old);
            if (wanted.equals(old)) {
                return before;
            }
            if (!wanted.name().equals(old.name())) {
                requireFree(tx, id, wanted.name());
                renaming.apply(tx, before, wanted.name());
            }
            rows.update(tx, id, wanted, now);
            tx.record(event(now, actor, rows.updated(), id).saying(Wording.changes(old, wanted)));
            return rows.find(tx, id).orElseThrow();
        });
    }

    private void requireFree(Tx tx, UUID id, EntryName name) {
        if (rows.isTaken(tx, name, id)) {
            throw new AlreadyExists(rows.noun(), name.text());
        }
    }

    private T changeable(Tx tx, UUID id) {
        T entry = rows.find(tx, id).orElseThrow(() -> notFound(id));
        // Security H9: what is built in stays as it is.
        if (entry.isProtected()) {
            throw new Protected(
                    "the "
                            + rows.noun()
                            + " "
                            + entry.name()
                            + " is protected: it can be neither changed nor deleted");
        }
        return entry;
    }

    private NotFound notFound(UUID id) {
        return new NotFound(rows.noun(), id.toString());
    }

    private AuditEvent event(Instant now, Actor actor, Action action, UUID id) {
        return AuditEvent.of(now, actor, action).on(rows.noun(), id.toString());
    }
}
