package dev.microauth.user;

import dev.microauth.access.Rights;
import dev.microauth.access.Subjects;
import dev.microauth.actor.Actor;
import dev.microauth.audit.Action;
import dev.microauth.audit.AuditEvent;
import dev.microauth.db.Database;
import dev.microauth.db.Tx;
import dev.microauth.password.PasswordContext;
import dev.microauth.password.PasswordHash;
import dev.microauth.password.PasswordJudge;
import dev.microauth.password.PasswordJudgement;
import dev.microauth.password.Passwords;
import dev.microauth.problem.AuthException.AlreadyExists;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.secret.Randomness;
import dev.microauth.subject.UserId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// People: made, found, disabled, locked, removed.
public final class Users {
    private final Database database;
    private final Passwords passwords;
    private final PasswordRules rules;
    private final Randomness randomness;
    private final InstantSource clock;

    /// Which passwords may be chosen, and the words that make one easy to guess here.
    public record PasswordRules(PasswordJudge judge, String serviceName, String issuerHost) {}

    public Users(
            Database database,
            Passwords passwords,
            PasswordRules rules,
            Randomness randomness,
            InstantSource clock) {
        this.database = database;
        this.passwords = passwords;
        this.rules = rules;
        this.randomness = randomness;
        this.clock = clock;
    }

    public NewUser create(Actor actor) {
        return new NewUser(this, actor);
    }

    public Optional<User> find(UserId id) {
        return database.read(tx -> UserStore.find(tx, id));
    }

    public Optional<User> find(Username username) {
        return database.read(tx -> UserStore.find(tx, username));
    }

    public User get(UserId id) {
        return find(id).orElseThrow(() -> new NotFound("user", id.toString()));
    }

    /// For the sign-in alone: the stored hash, where the user has a password.
    public Optional<PasswordHash> findPassword(UserId id) {
        return database.read(tx -> UserStore.findPassword(tx, id));
    }

    public void activate(Actor actor, UserId id) {
        change(actor, id, "is_active true", (tx, now) -> UserStore.setActive(tx, id, true, now));
    }

    public void deactivate(Actor actor, UserId id) {
        change(
                actor,
                id,
                "is_active false",
                (tx, now) -> {
                    Rights.requireAnotherAdministrator(tx, id);
                    Subjects.endTokens(tx, id);
                    return UserStore.setActive(tx, id, false, now);
                });
    }

    /// Locks the user out until a moment; empty lifts the lock.
    public void lockOut(Actor actor, UserId id, Optional<Instant> until) {
        String what = until.map(at -> "lockout_until " + at).orElse("lockout_until none");
        change(actor, id, what, (tx, now) -> UserStore.setLockout(tx, id, until, now));
    }

    public void delete(Actor actor, UserId id) {
        Instant now = clock.instant();
        database.write(tx -> {
            Rights.requireNotAbove(tx, actor, id);
            Rights.requireAnotherAdministrator(tx, id);
            if (!UserStore.delete(tx, id)) {
                throw new NotFound("user", id.toString());
            }
            tx.record(AuditEvent.of(now, actor, Action.USER_DELETE).on("user", id.toString()));
            return true;
        });
    }

    /// Part of a sign-in that succeeded.
    public void recordSignIn(Tx tx, UserId id, Instant now) {
        UserStore.setLastLogin(tx, id, now);
    }

    /// Part of a sign-in that succeeded with a hash cheaper than today's.
    public void rehash(Tx tx, UserId id, PasswordHash old, PasswordHash fresh) {
        UserStore.rehash(tx, id, old, fresh);
    }

    /// Hashes a password that satisfies the policy; throws [Invalid] with the way to a better one.
    PasswordHash judgedHash(char[] password, Username username, Optional<String> email) {
        var context =
                new PasswordContext(
                        username.value(), email, rules.serviceName(), rules.issuerHost());
        return switch (rules.judge().judge(password, false, context)) {
            case PasswordJudgement.Accepted _ -> passwords.hash(password);
            case PasswordJudgement.Refused refused -> throw new Invalid("password", refused.text());
        };
    }

    User insert(
            Actor actor,
            Username username,
            Optional<String> email,
            Optional<String> name,
            Optional<PasswordHash> hash) {
        Instant now = Instant.ofEpochMilli(clock.millis());
        var user =
                new User(
                        new UserId(randomness.id(now)),
                        username,
                        email,
                        false,
                        name,
                        true,
                        Optional.empty(),
                        now,
                        now,
                        Optional.empty(),
                        1);
        return database.write(tx -> {
            if (!UserStore.insert(tx, user, hash)) {
                throw new AlreadyExists("user", username.value());
            }
            tx.record(
                    AuditEvent.of(now, actor, Action.USER_CREATE).on("user", user.id().toString()));
            return user;
        });
    }

    private interface Change {
        boolean apply(Tx tx, Instant now);
    }

    private void change(Actor actor, UserId id, String what, Change change) {
        Instant now = clock.instant();
        database.write(tx -> {
            Rights.requireNotAbove(tx, actor, id);
            if (!change.apply(tx, now)) {
                throw new NotFound("user", id.toString());
            }
            tx.record(
                    AuditEvent.of(now, actor, Action.USER_UPDATE)
                            .on("user", id.toString())
                            .saying(what));
            return true;
        });
    }
}
