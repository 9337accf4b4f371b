package dev.microauth.user;

import dev.microauth.actor.Actor;
import dev.microauth.audit.Action;
import dev.microauth.audit.AuditEvent;
import dev.microauth.db.Tx;
import dev.microauth.password.PasswordHash;
import dev.microauth.problem.AuthException.AlreadyExists;
import java.util.Optional;

/// A new person, checked and with the password hashed, on the way into a transaction.
public final class PreparedUser {
    private final Actor actor;
    private final User user;
    private final Optional<PasswordHash> hash;

    PreparedUser(Actor actor, User user, Optional<PasswordHash> hash) {
        this.actor = actor;
        this.user = user;
        this.hash = hash;
    }

    /// Who is making the person.
    public Actor actor() {
        return actor;
    }

    public boolean hasPassword() {
        return hash.isPresent();
    }

    /// Stores the person as a part of the caller's transaction, with the one event that tells of it.
    ///
    /// Throws [AlreadyExists] when username or e-mail are taken.
    ///
    /// @param how what the event says beyond that
    public User insert(Tx tx, String how) {
        UserStore.requireFree(tx, user.id(), Profile.of(user));
        if (!UserStore.insert(tx, user, hash)) {
            throw new AlreadyExists("user", user.username().value());
        }
        tx.record(
                AuditEvent.of(user.createdAt(), actor, Action.USER_CREATE)
                        .on("user", user.id().toString())
                        .saying(how));
        return user;
    }
}
