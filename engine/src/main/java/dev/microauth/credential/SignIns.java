package dev.microauth.credential;

import dev.microauth.access.Subjects;
import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.audit.Action;
import dev.microauth.audit.AuditEvent;
import dev.microauth.db.Database;
import dev.microauth.db.Tx;
import dev.microauth.passkey.PasskeyAnswer;
import dev.microauth.password.Busy;
import dev.microauth.password.PasswordHash;
import dev.microauth.password.Passwords;
import dev.microauth.password.Verification;
import dev.microauth.secret.Secret;
import dev.microauth.subject.Generation;
import dev.microauth.subject.UserId;
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

    /// Signs in by name and password. The caller clears the characters afterwards.
    public SignIn withPassword(String typedName, char[] password, Attempt attempt) {
        return attempt(typedName, password, attempt.origin(), Action.USER_LOGIN);
    }

    /// Asks whether a name and a password would sign in; a wrong one counts as it does there, a right one is no
    /// sign-in. The caller clears the characters afterwards.
    public SignIn checkPassword(String typedName, char[] password, Origin origin) {
        return attempt(typedName, password, origin, Action.PASSWORD_CHECK);
    }

    /// The second step of a sign-in, within five minutes of the first.
    public SignIn withSecondFactor(HalfProof half, SecondFactor factor, Attempt attempt) {
        throw new UnsupportedOperationException("to come");
    }

    /// Password and, where one is enrolled, a code in one step: for doors that cannot ask again.
    public SignIn withPasswordAndCode(
            String typedName, char[] password, Optional<String> totpCode, Attempt attempt) {
        throw new UnsupportedOperationException("to come");
    }

    /// Signs in by a passkey that asked who its owner is, and nothing else.
    public SignIn withPasskey(PasskeyAnswer answer, Attempt attempt) {
        throw new UnsupportedOperationException("to come");
    }

    /// A half proof as it travels with its browser, sealed for it.
    public String seal(HalfProof half, Secret holder) {
        throw new UnsupportedOperationException("to come");
    }

    /// Empty when it is too old, of another browser, or its person may not enter any more.
    public Optional<HalfProof> open(String sealed, Secret holder) {
        throw new UnsupportedOperationException("to come");
    }

    /// For a browser to keep after a sign-in: its failures are then counted by themselves, so that no stranger can
    /// make its owner wait.
    public String deviceMark(UserId user) {
        throw new UnsupportedOperationException("to come");
    }

    private SignIn attempt(String typedName, char[] password, Origin origin, Action purpose) {
        var subject = new Throttle.Subject("user", Username.fold(typedName), origin.network());
        // Security F6: who has to wait costs no hash and learns nothing.
        Optional<Duration> wait = throttle.wait(subject);
        if (wait.isPresent()) {
            noteWaiting(subject, origin, purpose);
            return new SignIn.Throttled(wait.get());
        }
        Optional<User> user = Username.find(typedName).flatMap(users::find);
        // Before the hash: a password that is replaced meanwhile proves nothing for long.
        Optional<Generation> generation =
                user.flatMap(known -> database.read(tx -> Subjects.generation(tx, known.id())));
        try {
            return judge(new Claim(purpose, user, generation, subject, origin), password);
        } catch (Busy e) {
            return new SignIn.Busy(e.retryAfter());
        }
    }

    /// Security K1: the first refusal of a minute is an event, the flood behind it is not.
    private void noteWaiting(Throttle.Subject subject, Origin origin, Action purpose) {
        if (throttle.isNews(subject)) {
            var event =
                    AuditEvent.of(clock.instant(), Actor.anonymous(origin), purpose)
                            .refused("too many failures: has to wait");
            database.write(tx -> {
                tx.record(event);
                return true;
            });
        }
    }

    /// Who claims to be whom, from where, and what for.
    private record Claim(
            Action purpose,
            Optional<User> user,
            Optional<Generation> generation,
            Throttle.Subject subject,
            Origin origin) {
        AuditEvent event(Instant now, Actor actor) {
            var event = AuditEvent.of(now, actor, purpose);
            return user.map(known -> event.on("user", known.id().toString())).orElse(event);
        }
    }

    private SignIn judge(Claim attempt, char[] password) {
        Optional<User> user = attempt.user();
        Optional<PasswordHash> stored = user.flatMap(known -> users.findPassword(known.id()));
        Optional<Verification> verification = stored.map(hash -> passwords.verify(password, hash));
        if (verification.isEmpty()) {
            // Security G1: an unknown user costs as much as a wrong password.
            passwords.verifyDummy(password);
        }
        Instant now = clock.instant();
        Optional<String> refusal = refusal(user, verification, now);
        if (refusal.isPresent()) {
            return decide(attempt, tx -> refuse(tx, attempt, refusal.get()));
        }
        User known = user.orElseThrow();
        Optional<PasswordHash> fresh =
                verification.filter(Verification::needsRehash).map(_ -> passwords.hash(password));
        return decide(
                attempt,
                tx -> {
                    throttle.clear(tx, attempt.subject());
                    if (attempt.purpose() == Action.USER_LOGIN) {
                        users.recordSignIn(tx, known.id(), now);
                    }
                    fresh.ifPresent(
                            hash -> users.rehash(tx, known.id(), stored.orElseThrow(), hash));
                    var actor = Actor.user(known.id().toString(), attempt.origin());
                    tx.record(attempt.event(now, actor).saying("pwd"));
                    return new SignIn.Proven(
                            known, now, List.of("pwd"), attempt.generation().orElseThrow());
                });
    }

    /// Why this attempt fails, if it does; asked after the hash, so that every reason takes as long.
    private static Optional<String> refusal(
            Optional<User> user, Optional<Verification> verification, Instant now) {
        if (user.isEmpty()) {
            return Optional.of("unknown user");
        }
        if (verification.isEmpty()) {
            return Optional.of("user without password");
        }
        if (!verification.get().matches()) {
            return Optional.of("wrong password");
        }
        // Trap 1: the right password does not help who is disabled or locked out.
        if (!user.get().mayEnter(now)) {
            return Optional.of(user.get().isActive() ? "user is locked out" : "user is disabled");
        }
        return Optional.empty();
    }

    /// Security F5: who guesses in parallel learns nothing beyond what the same guesses tell one by one, so
    /// the waiting is asked once more where failures are counted.
    private SignIn decide(Claim attempt, Database.Work<SignIn> decision) {
        return database.write(tx ->
                throttle.wait(tx, attempt.subject())
                        .<SignIn>map(SignIn.Throttled::new)
                        .orElseGet(() -> decision.run(tx)));
    }

    private SignIn refuse(Tx tx, Claim attempt, String why) {
        throttle.fail(tx, attempt.subject());
        tx.record(attempt.event(clock.instant(), Actor.anonymous(attempt.origin())).refused(why));
        return new SignIn.Refused(why);
    }
}
