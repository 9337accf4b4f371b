package dev.microauth.consent;

import dev.microauth.actor.Actor;
import dev.microauth.audit.Action;
import dev.microauth.audit.AuditEvent;
import dev.microauth.client.Client;
import dev.microauth.client.Clients;
import dev.microauth.consent.ConsentStore.Held;
import dev.microauth.db.Database;
import dev.microauth.db.Tx;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.subject.ClientId;
import dev.microauth.subject.UserId;
import dev.microauth.token.ClientTokens;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// Consent, remembered for a user and a client, for any part of what was granted. A client of the house needs none to
/// get something; what it got is remembered all the same, so that its people can see it and take it back.
public final class Consents {
    private final Database database;
    private final Clients clients;
    private final InstantSource clock;

    public Consents(Database database, Clients clients, InstantSource clock) {
        this.database = database;
        this.clients = clients;
        this.clock = clock;
    }

    /// Whether nothing has to be asked: the client is of the house, or all of this was granted before.
    public boolean covers(UserId user, Client client, ScopeSet asked) {
        // Security A19, B16: the registration of a client of the house is the consent to it.
        return client.isFirstParty()
                || database.read(tx -> ConsentStore.find(tx, user, client.id()))
                        .filter(held -> held.asked().containsAll(asked))
                        .isPresent();
    }

    /// Whether somebody let the client have all of this and did not take it back since. For a client of the house that is what
    /// they can see and take back, although nobody asked them.
    public boolean stands(UserId user, Client client, ScopeSet granted) {
        return database.read(tx -> ConsentStore.find(tx, user, client.id()))
                .map(held -> client.isFirstParty() ? held.scopes() : held.asked())
                .filter(held -> held.containsAll(granted))
                .isPresent();
    }

    /// Part of the answer to an authorization request: adds to what was granted before. There is an event where it is
    /// more than that. What a client of the house got is no answer to a question that it may have to ask later.
    public void give(
            Tx tx, Actor actor, UserId user, Client client, ScopeSet granted, Instant now) {
        Optional<Held> known = ConsentStore.find(tx, user, client.id());
        Held before = known.orElse(Held.NOTHING);
        ScopeSet asked = client.isFirstParty() ? before.asked() : union(before.asked(), granted);
        var after = new Held(union(before.scopes(), granted), asked);
        if (known.equals(Optional.of(after))) {
            return;
        }
        ConsentStore.put(tx, user, client.id(), after, now);
        tx.record(
                AuditEvent.of(now, actor, Action.CONSENT_GIVE)
                        .on("user", user.toString())
                        .and("client", client.clientId().value())
                        .through(client.clientId().value())
                        .saying(granted.toString()));
    }

    private static ScopeSet union(ScopeSet one, ScopeSet other) {
        var all = new LinkedHashSet<>(one.names());
        all.addAll(other.names());
        return ScopeSet.of(all);
    }

    /// Which clients have something of somebody: newest first.
    public List<Consent> list(UserId user) {
        return database.read(tx -> ConsentStore.list(tx, user));
    }

    /// Takes it back: the consent, and every token and refresh token that the client has of this user. Throws
    /// [NotFound] when the client has nothing.
    public void revoke(Actor actor, UserId user, ClientId clientId) {
        Client client = clients.find(clientId).orElseThrow(() -> missing(clientId));
        Instant now = clock.instant();
        database.write(tx -> {
            if (!ConsentStore.delete(tx, user, client.id())) {
                throw missing(clientId);
            }
            ClientTokens.revokeAll(tx, user, client.id(), now);
            tx.record(
                    AuditEvent.of(now, actor, Action.CONSENT_REVOKE)
                            .on("user", user.toString())
                            .and("client", clientId.value()));
            return true;
        });
    }

    private static NotFound missing(ClientId clientId) {
        return new NotFound("consent", clientId.value());
    }
}
