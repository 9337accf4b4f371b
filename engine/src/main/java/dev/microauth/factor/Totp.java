package dev.microauth.factor;

import dev.microauth.actor.Actor;
import dev.microauth.db.Database;
import dev.microauth.db.Tx;
import dev.microauth.secret.Randomness;
import dev.microauth.secret.Seal;
import dev.microauth.subject.UserId;
import java.time.Instant;
import java.time.InstantSource;

/// Codes of an authenticator app: SHA-1, six digits, 30 seconds, one step of leeway to either side.
public final class Totp {
    private final Database database;
    private final Seal seal;
    private final Randomness randomness;
    private final InstantSource clock;
    private final String serviceName;

    public Totp(
            Database database,
            Seal seal,
            Randomness randomness,
            InstantSource clock,
            String serviceName) {
        this.database = database;
        this.seal = seal;
        this.randomness = randomness;
        this.clock = clock;
        this.serviceName = serviceName;
    }

    /// A secret for somebody's app, in place of one that was not confirmed. It is shown this once, and asks nobody for
    /// a code until it is confirmed.
    ///
    /// Throws [dev.microauth.problem.AuthException.Protected] when one is confirmed already.
    public TotpEnrolment enrol(Actor actor, UserId id) {
        throw new UnsupportedOperationException("to come");
    }

    /// Part of the change that confirms: whether this code is of the secret that waits. It spends its step.
    public boolean confirm(Tx tx, UserId id, String code, Instant now) {
        throw new UnsupportedOperationException("to come");
    }

    /// Part of a sign-in: whether this code is one of now and was not used. One statement decides who was first.
    public boolean use(Tx tx, UserId id, String code, Instant now) {
        throw new UnsupportedOperationException("to come");
    }

    /// Part of the change that removes; false when there was none.
    public boolean remove(Tx tx, UserId id) {
        throw new UnsupportedOperationException("to come");
    }

    public boolean isEnrolled(Tx tx, UserId id) {
        throw new UnsupportedOperationException("to come");
    }

    public boolean isEnrolled(UserId id) {
        return database.read(tx -> isEnrolled(tx, id));
    }
}
