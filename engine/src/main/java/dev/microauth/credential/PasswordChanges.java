package dev.microauth.credential;

import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.audit.Action;
import dev.microauth.audit.AuditEvent;
import dev.microauth.db.Database;
import dev.microauth.db.Tx;
import dev.microauth.link.Links;
import dev.microauth.password.PasswordHash;
import dev.microauth.password.PasswordJudgement.Reason;
import dev.microauth.password.PasswordJudgement.Refused;
import dev.microauth.password.Passwords;
import dev.microauth.subject.UserId;
import dev.microauth.throttle.RateLimit.Door;
import dev.microauth.throttle.Throttle;
import dev.microauth.user.PasswordRefused;
import dev.microauth.user.User;
import dev.microauth.user.Users;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/// Changing one's own password, with the old one proved. A failure counts as one of a sign-in does, together with
/// those.
public final class PasswordChanges {
    private final Database database;
    private final Users users;
    private final Passwords passwords;
    private final Throttle throttle;
    private final InstantSource clock;

    public PasswordChanges(
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

    /// Puts a new password in the place of the current one. The caller clears both arrays.
    ///
    /// Throws [PasswordRefused] naming `new_password` when the policy refuses it,
    /// [dev.microauth.problem.AuthException.NotFound], and [dev.microauth.password.Busy].
    public PasswordChange changePassword(UserId id, char[] current, char[] wanted, Origin origin) {
        return changePassword(id, current, wanted, origin, _ -> {});
    }

    /// The same, with something more in the transaction of a change that happens.
    public PasswordChange changePassword(
            UserId id, char[] current, char[] wanted, Origin origin, Consumer<Tx> more) {
        User user = users.get(id);
        var subject =
                new Throttle.Subject(
                        "user", user.username().value(), origin.network(), Throttle.Among.ALL);
        Optional<Duration> wait =
                throttle.limit().take(Door.SIGN_IN, origin).or(() -> throttle.wait(subject));
        if (wait.isPresent()) {
            return new PasswordChange.Throttled(wait.get());
        }
        Optional<PasswordHash> stored = users.findPassword(id);
        boolean proved =
                stored.filter(hash -> passwords.verify(current, hash).matches()).isPresent();
        Instant now = Instant.ofEpochMilli(clock.millis());
        if (!proved || !user.mayEnter(now)) {
            String why = proved ? "user is kept out" : "wrong password";
            return decide(subject, tx -> refuse(tx, id, subject, origin, why));
        }
        if (Arrays.equals(current, wanted)) {
            throw new PasswordRefused("new_password", Refused.by(Reason.SAME));
        }
        PasswordHash fresh = users.newHash("new_password", wanted, user);
        return decide(
                subject,
                tx -> {
                    if (!users.replacePassword(tx, id, stored.orElseThrow(), fresh, now)) {
                        return refuse(
                                tx,
                                id,
                                subject,
                                origin,
                                "meanwhile the password was changed, or the user kept out");
                    }
                    Links.endAll(tx, id);
                    throttle.clear(tx, subject);
                    tx.record(event(id, origin));
                    more.accept(tx);
                    return new PasswordChange.Changed();
                });
    }

    /// As at a sign-in: who guesses in parallel learns no more than who guesses one by one.
    private PasswordChange decide(
            Throttle.Subject subject, Database.Work<PasswordChange> decision) {
        return database.write(tx ->
                throttle.wait(tx, subject)
                        .<PasswordChange>map(PasswordChange.Throttled::new)
                        .orElseGet(() -> decision.run(tx)));
    }

    private PasswordChange refuse(
            Tx tx, UserId id, Throttle.Subject subject, Origin origin, String why) {
        throttle.fail(tx, subject);
        tx.record(event(id, origin).refused(why));
        return new PasswordChange.Refused(why);
    }

    private AuditEvent event(UserId id, Origin origin) {
        return AuditEvent.of(
                        clock.instant(),
                        Actor.user(id.toString(), origin),
                        Action.USER_PASSWORD_CHANGE)
                .on("user", id.toString());
    }
}
