package dev.microauth.client;

import dev.microauth.access.Rights;
import dev.microauth.access.Scope;
import dev.microauth.access.ScopeId;
import dev.microauth.actor.Actor;
import dev.microauth.audit.Action;
import dev.microauth.audit.Difference;
import dev.microauth.db.Database;
import dev.microauth.db.Tx;
import dev.microauth.page.Page;
import dev.microauth.page.PageRequest;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.subject.ClientId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The scopes that a client may ask for, one by one and as a set.
public final class ClientScopes {
    private final Database database;
    private final InstantSource clock;

    ClientScopes(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /// A page, by `name`.
    public Page<Scope> list(ClientId clientId, PageRequest request) {
        return database.read(tx -> ClientStore.scopes(tx, request, Clients.get(tx, clientId).id()));
    }

    /// Lets the client ask for a scope; changes nothing when it may.
    ///
    /// Throws [dev.microauth.problem.AuthException.NotAllowed] for a scope of delegation when the actor may not
    /// administer people.
    public void assign(Actor actor, ClientId clientId, ScopeId scope) {
        Instant now = clock.instant();
        database.write(tx -> {
            Client client = Clients.changeable(tx, actor, clientId);
            String name = name(tx, scope);
            if (!client.scopes().contains(name)) {
                replace(tx, actor, client, List.of(name), List.of());
                ClientStore.touch(tx, client.id(), now);
                tx.record(
                        Clients.event(now, actor, Action.SCOPE_ASSIGN, clientId)
                                .and("scope", name));
            }
            return true;
        });
    }

    /// Throws [NotFound] when the client may not ask for it anyway.
    public void unassign(Actor actor, ClientId clientId, ScopeId scope) {
        Instant now = clock.instant();
        database.write(tx -> {
            Client client = Clients.changeable(tx, actor, clientId);
            remove(tx, actor, client, name(tx, scope), now);
            return true;
        });
    }

    /// Lets the client ask for these scopes and for no others. Throws [Invalid] naming `ids` for what is no scope.
    public void set(Actor actor, ClientId clientId, Set<ScopeId> wanted) {
        Instant now = clock.instant();
        database.write(tx -> {
            Client client = Clients.changeable(tx, actor, clientId);
            var names = new TreeSet<String>();
            for (ScopeId each : wanted) {
                names.add(
                        ClientStore.scopeName(tx, each.value())
                                .orElseThrow(() -> new Invalid("ids", "names no scope: " + each)));
            }
            var before = new TreeSet<>(client.scopes().names());
            var difference = new Difference().of("scope", before, names);
            if (!difference.isEmpty()) {
                replace(tx, actor, client, without(names, before), without(before, names));
                ClientStore.touch(tx, client.id(), now);
                tx.record(
                        Clients.event(now, actor, Action.SCOPE_SET, clientId)
                                .saying(difference.toString()));
            }
            return true;
        });
    }

    /// Takes one by its name.
    static void remove(Tx tx, Actor actor, Client client, String name, Instant now) {
        if (!ClientStore.removeScope(tx, client.id(), name)) {
            throw new NotFound("scope", name);
        }
        ClientStore.touch(tx, client.id(), now);
        tx.record(
                Clients.event(now, actor, Action.SCOPE_UNASSIGN, client.clientId())
                        .and("scope", name));
    }

    /// Gives and takes, after asking whether the actor may give.
    static void replace(
            Tx tx,
            Actor actor,
            Client client,
            Collection<String> added,
            Collection<String> removed) {
        Rights.requireMayGiveScopes(actor, added);
        removed.forEach(name -> ClientStore.removeScope(tx, client.id(), name));
        for (String name : added) {
            Invalid.unless(
                    ClientStore.allowScope(tx, client.id(), name),
                    "scope",
                    "names " + name + ", which does not exist");
        }
    }

    static Set<String> without(Collection<String> all, Collection<String> some) {
        var rest = new HashSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    private static String name(Tx tx, ScopeId scope) {
        return ClientStore.scopeName(tx, scope.value())
                .orElseThrow(() -> new NotFound("scope", scope.toString()));
    }
}
