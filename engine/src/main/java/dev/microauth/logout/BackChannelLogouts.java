package dev.microauth.logout;

import dev.microauth.client.Client;
import dev.microauth.db.Database;
import dev.microauth.db.Tx;
import dev.microauth.key.KeyRings;
import dev.microauth.secret.Randomness;
import dev.microauth.session.SessionId;
import dev.microauth.subject.UserId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Who has to be told that a session is over. Whoever sends asks for what is due, and says what became of it.
public final class BackChannelLogouts {
    private final Database database;
    private final KeyRings keys;
    private final String issuer;
    private final Randomness randomness;
    private final InstantSource clock;

    public BackChannelLogouts(
            Database database,
            KeyRings keys,
            String authIssuer,
            Randomness randomness,
            InstantSource clock) {
        this.database = database;
        this.keys = keys;
        this.issuer = authIssuer;
        this.randomness = randomness;
        this.clock = clock;
    }

    /// Part of the transaction that gives a client something under a session; a second time changes nothing.
    public void join(Tx tx, SessionId session, Client client, UserId user, Instant now) {
        throw new UnsupportedOperationException("to come");
    }

    /// Takes up to so many deliveries that are due, each with a fresh logout token, and keeps other nodes from them
    /// for a minute. Sessions that ended in whatever way since the last call are noticed here.
    public List<LogoutDelivery> take(int most) {
        throw new UnsupportedOperationException("to come");
    }

    /// It arrived: the client answered with success. Leaves an event.
    public void delivered(LogoutDelivery delivery) {
        throw new UnsupportedOperationException("to come");
    }

    /// It did not arrive: it is tried again later, ever more seldom, and given up at its deadline with an event.
    public void failed(LogoutDelivery delivery, String why) {
        throw new UnsupportedOperationException("to come");
    }

    /// Removes the rows of what is settled.
    public void purge() {
        throw new UnsupportedOperationException("to come");
    }
}
