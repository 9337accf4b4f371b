package dev.microauth.passkey;

import dev.microauth.db.Database;
import dev.microauth.db.Tx;
import dev.microauth.secret.Randomness;
import dev.microauth.secret.SealedState;
import dev.microauth.secret.Secret;
import dev.microauth.subject.UserId;
import dev.microauth.user.User;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Passkeys: a question out, an answer in. Nothing is stored for a question.
public final class Passkeys {
    /// How many somebody may have.
    public static final int MOST = 20;

    private final Database database;
    private final PasskeyRules rules;
    private final String serviceName;
    private final SealedState states;
    private final Randomness randomness;
    private final InstantSource clock;

    public Passkeys(
            Database database,
            PasskeyRules rules,
            String serviceName,
            SealedState states,
            Randomness randomness,
            InstantSource clock) {
        this.database = database;
        this.rules = rules;
        this.serviceName = serviceName;
        this.states = states;
        this.randomness = randomness;
        this.clock = clock;
    }

    /// Asks for a new passkey of this person, who has proved lately who they are. Those they have are excluded.
    public Ceremony startEnrolment(User user, Secret holder) {
        throw new UnsupportedOperationException("to come");
    }

    /// Judges the answer. Throws [dev.microauth.problem.AuthException.Invalid] naming `credential`.
    public NewPasskey finishEnrolment(UserId user, PasskeyAnswer answer, String name) {
        throw new UnsupportedOperationException("to come");
    }

    /// Part of the change that keeps a new passkey. Throws [dev.microauth.problem.AuthException.AlreadyExists] for one
    /// that somebody has, or for a challenge used twice.
    public Passkey insert(Tx tx, NewPasskey fresh, Instant now) {
        throw new UnsupportedOperationException("to come");
    }

    /// Asks for any passkey of anybody's, with user verification: the first and only factor.
    public Ceremony startSignIn(Secret holder) {
        throw new UnsupportedOperationException("to come");
    }

    /// Asks for a passkey of this person's, as their second factor.
    public Ceremony startSecondFactor(UserId user, Secret holder) {
        throw new UnsupportedOperationException("to come");
    }

    /// Judges the answer to [#startSignIn]; empty for every wrong one.
    public Optional<ProvedPasskey> finishSignIn(PasskeyAnswer answer) {
        throw new UnsupportedOperationException("to come");
    }

    /// Judges the answer to [#startSecondFactor] for this person; empty for every wrong one.
    public Optional<ProvedPasskey> finishSecondFactor(UserId user, PasskeyAnswer answer) {
        throw new UnsupportedOperationException("to come");
    }

    /// Part of a sign-in: false when the same answer was used before, or the passkey is gone.
    public boolean spend(Tx tx, ProvedPasskey proved, Instant now) {
        throw new UnsupportedOperationException("to come");
    }

    public List<Passkey> list(UserId user) {
        return database.read(tx -> list(tx, user));
    }

    public List<Passkey> list(Tx tx, UserId user) {
        throw new UnsupportedOperationException("to come");
    }

    public int count(Tx tx, UserId user) {
        return list(tx, user).size();
    }

    /// Part of a change. Throws [dev.microauth.problem.AuthException.NotFound] for one of somebody else.
    public void rename(Tx tx, UserId user, UUID id, String name, Instant now) {
        throw new UnsupportedOperationException("to come");
    }

    /// Part of a change. Throws [dev.microauth.problem.AuthException.NotFound] for one of somebody else.
    public Passkey remove(Tx tx, UserId user, UUID id) {
        throw new UnsupportedOperationException("to come");
    }

    /// Forgets challenges that have expired.
    public void purge() {
        throw new UnsupportedOperationException("to come");
    }
}
