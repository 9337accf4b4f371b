package dev.microauth.consent;

import dev.microauth.actor.Actor;
import dev.microauth.client.Client;
import dev.microauth.db.Database;
import dev.microauth.db.Tx;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.subject.ClientId;
import dev.microauth.subject.UserId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Consent, remembered for a user and a client, for any part of what was granted.
public final class Consents {
    private final Database database;
    private final InstantSource clock;

    public Consents(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Whether nothing has to be asked: the client is of the house, or all of this was granted before.
    public boolean covers(UserId user, Client client, ScopeSet asked) {
        throw new UnsupportedOperationException("to come");
    }

    /// Adds to what was granted before, with one event.
    public void give(
            Tx tx, Actor actor, UserId user, Client client, ScopeSet granted, Instant now) {
        throw new UnsupportedOperationException("to come");
    }

    /// What somebody lets clients have, and the clients of the house that hold tokens of theirs: newest first.
    public List<Consent> list(UserId user) {
        throw new UnsupportedOperationException("to come");
    }

    /// Takes it back: the consent, and every token and refresh token that the client has of this user. Throws
    /// [dev.microauth.problem.AuthException.NotFound] when the client has nothing.
    public void revoke(Actor actor, UserId user, ClientId client) {
        throw new UnsupportedOperationException("to come");
    }
}
