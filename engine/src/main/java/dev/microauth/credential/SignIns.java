package dev.microauth.credential;

import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.audit.Action;
import dev.microauth.audit.AuditEvent;
import dev.microauth.db.Database;
import dev.microauth.password.Busy;
import dev.microauth.password.PasswordHash;
import dev.microauth.password.Passwords;
import dev.microauth.password.Verification;
import dev.microauth.throttle.Throttle;
import dev.microauth.user.User;
import dev.microauth.user.Username;
import dev.microauth.user.Users;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Signing in. One path for every door, so that no door forgets a step.
public final class SignIns {
    private final Database database;
    private final Users users;
    private final Passwords passwords;
    private final Throttle throttle;
    private final InstantSource clock;

    public SignIns(
            Database database,
            Users users,
            Passwords passwords,
            Throttle throttle,
            InstantSource clock) {
        this.database = database;
        this.users = users;
        this.passwords = passwords;
        this.throttle = throttle;
        this.clock = clock;
    }

    /// Checks a name and a password. The caller clears the characters afterwards.
    public SignIn withPassword(String typedName, char[] password, Origin origin) {
        var subject = new Throttle.Subject("user", Username.fold(typedName), origin.network());
        // Security F6: who has to wait costs no hash and learns nothing.
        Optional<Duration> wait = throttle.wait(subject);
        if (wait.isPresent()) {
            return new SignIn.Throttled(wait.get());
        }
        Optional<User> user = Username.find(typedName).flatMap(users::find);
        try {
            return judge(user, password, subject, origin);
        } catch (Busy e) {
            return new SignIn.Busy(e.retryAfter());
        }
    }

    private SignIn judge(
            Optional<User> user, char[] password, Throttle.Subject subject, Origin origin) {
        Optional<PasswordHash> stored = user.flatMap(known -> users.findPassword(known.id()));
        if (stored.isEmpty()) {
            // Security G1: an unknown user costs as much as a wrong password.
            passwords.verifyDummy(password);
            return refused(
                    user,
                    subject,
                    origin,
                    user.isEmpty() ? "unknown user" : "user without password");
        }
        Verification verification = passwords.verify(password, stored.get());
        Instant now = clock.instant();
        User known = user.orElseThrow();
        if (!verification.matches()) {
            return refused(user, subject, origin, "wrong password");
        }
        // Trap 1: disabled and locked are asked after the hash, so that they take the same time.
        if (!known.mayEnter(now)) {
            return refused(
                    user,
                    subject,
                    origin,
                    known.isActive() ? "user is locked out" : "user is disabled");
        }
        Optional<PasswordHash> fresh =
                verification.needsRehash()
                        ? Optional.of(passwords.hash(password))
                        : Optional.empty();
        var event =
                AuditEvent.of(now, Actor.user(known.id().toString(), origin), Action.SIGN_IN)
                        .on("user", known.id().toString())
                        .saying("pwd");
        database.write(tx -> {
            throttle.clear(tx, subject);
            users.recordSignIn(tx, known.id(), now);
            fresh.ifPresent(hash -> users.rehash(tx, known.id(), stored.get(), hash));
            tx.record(event);
            return true;
        });
        return new SignIn.Proven(known, now, List.of("pwd"));
    }

    private SignIn refused(
            Optional<User> user, Throttle.Subject subject, Origin origin, String why) {
        var event =
                AuditEvent.of(clock.instant(), Actor.anonymous(origin), Action.SIGN_IN)
                        .refused(why);
        database.write(tx -> {
            throttle.fail(tx, subject);
            tx.record(user.map(known -> event.on("user", known.id().toString())).orElse(event));
            return true;
        });
        return new SignIn.Refused(why);
    }
}
