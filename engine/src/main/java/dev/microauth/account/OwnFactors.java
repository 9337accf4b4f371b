package dev.microauth.account;

import dev.microauth.access.Subjects;
import dev.microauth.actor.Actor;
import dev.microauth.audit.Action;
import dev.microauth.audit.AuditEvent;
import dev.microauth.credential.PasswordChange;
import dev.microauth.credential.PasswordChanges;
import dev.microauth.db.Database;
import dev.microauth.db.Tx;
import dev.microauth.factor.RecoveryCodes;
import dev.microauth.factor.Totp;
import dev.microauth.factor.TotpEnrolment;
import dev.microauth.link.Links;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.passkey.NewPasskey;
import dev.microauth.passkey.Passkey;
import dev.microauth.passkey.PasskeyAnswer;
import dev.microauth.passkey.Passkeys;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.problem.AuthException.Protected;
import dev.microauth.secret.Secret;
import dev.microauth.session.SessionId;
import dev.microauth.session.Sessions;
import dev.microauth.subject.UserId;
import dev.microauth.throttle.RateLimit.Door;
import dev.microauth.throttle.Throttle;
import dev.microauth.token.AccessTokens;
import dev.microauth.token.LiveToken;
import dev.microauth.token.TokenId;
import dev.microauth.user.User;
import dev.microauth.user.Users;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/// The factors of a person, changed by themselves, or taken away by an administrator. Each change ends every other
/// session and token of theirs; the session that it is made in goes on.
public final class OwnFactors {
    private final Database database;
    private final Ways ways;
    private final Throttle throttle;
    private final Sessions sessions;
    private final InstantSource clock;

    public OwnFactors(
            Database database,
            Ways ways,
            Throttle throttle,
            Sessions sessions,
            InstantSource clock) {
        this.database = database;
        this.ways = ways;
        this.throttle = throttle;
        this.sessions = sessions;
        this.clock = clock;
    }

    /// The people, and the ways in that they can have.
    public record Ways(
            Users users,
            PasswordChanges passwords,
            Totp totp,
            RecoveryCodes recoveryCodes,
            Passkeys passkeys) {}

    /// Who changes, the session to keep, if it is theirs, and the token of it that asked, if one did.
    public record Change(
            Actor actor, UserId user, Optional<SessionId> kept, Optional<TokenId> token) {
        public Change(Actor actor, UserId user, Optional<SessionId> kept) {
            this(actor, user, kept, Optional.empty());
        }

        /// A change over a token, which goes on with its session and its refresh family.
        public static Change over(Actor actor, UserId user, LiveToken token) {
            return new Change(
                    actor, user, token.sessionId().map(SessionId::new), Optional.of(token.id()));
        }
    }

    /// What a change leads to: codes to be shown once where it was the first second factor (else none), and the new
    /// reference of the session that was kept, where a browser holds it.
    public record Changed(List<String> recoveryCodes, Optional<Secret> reference) {
        public Changed {
            recoveryCodes = List.copyOf(recoveryCodes);
        }

        @Override
        public String toString() {
            return "Changed[***]";
        }
    }

    /// Throws what [Totp#enrol] throws.
    public TotpEnrolment enrolTotp(Actor actor, UserId user) {
        return ways.totp().enrol(actor, user);
    }

    /// Throws [Invalid] naming `totp_code` for a wrong one, which counts as a failed sign-in does, [NotFound] when
    /// nothing waits to be confirmed, and [OAuthRefusal] `slow_down` after many failures.
    public Changed confirmTotp(Change change, String code) {
        User user = ways.users().get(change.user());
        // Alone: nothing is gained by guessing here, and a stolen session must not close the door
        // of
        // sign-ins to the owner.
        var subject =
                new Throttle.Subject(
                        "user", user.username().value(), change.actor().origin().network());
        throttle.limit()
                .take(Door.SIGN_IN, change.actor().origin())
                .or(() -> throttle.wait(subject))
                .ifPresent(OwnFactors::slowDown);
        Instant now = clock.instant();
        Optional<Changed> changed =
                database.write(tx -> {
                    User held = hold(tx, change);
                    throttle.wait(tx, subject).ifPresent(OwnFactors::slowDown);
                    if (!ways.totp().isWaiting(tx, held.id(), now)) {
                        throw new NotFound(
                                "authenticator app waiting for its first code, user",
                                held.id().toString());
                    }
                    var event = event(change, Action.TOTP_CONFIRM, now);
                    if (!ways.totp().confirm(tx, held.id(), code, now)) {
                        throttle.fail(tx, subject);
                        tx.record(event.refused("wrong code"));
                        return Optional.empty();
                    }
                    return Optional.of(added(tx, change, held, event));
                });
        return changed.orElseThrow(() ->
                new Invalid(
                        "totp_code",
                        "is not the code of this moment: wait for the next one, and see that the clock"
                                + " of your device is right"));
    }

    private static void slowDown(Duration wait) {
        throw OAuthRefusal.slowDown(wait, "confirming TOTP is throttled");
    }

    /// Throws [NotFound] when there is none.
    public Changed removeTotp(Change change) {
        Instant now = clock.instant();
        return database.write(tx -> {
            User user = hold(tx, change);
            dropTotp(tx, user);
            tx.record(event(change, Action.TOTP_REMOVE, now));
            return settled(tx, change, List.of(), now);
        });
    }

    /// Ten new ones in place of all older. Throws [Protected] for somebody without a second factor.
    public Changed newRecoveryCodes(Change change) {
        Instant now = clock.instant();
        return database.write(tx -> {
            User user = hold(tx, change);
            if (!user.hasSecondFactor()) {
                throw new Protected(
                        "recovery codes stand in for a second factor: set one up first");
            }
            tx.record(event(change, Action.RECOVERY_CODES_REPLACE, now));
            List<String> codes = ways.recoveryCodes().replace(tx, user.id(), now);
            return settled(tx, change, codes, now);
        });
    }

    /// A passkey that was added, and what that led to.
    public record PasskeyAdded(Passkey passkey, Changed changed) {}

    /// Throws what [Passkeys#finishEnrolment] and [Passkeys#insert] throw.
    public PasskeyAdded addPasskey(Change change, PasskeyAnswer answer, String name) {
        NewPasskey fresh = ways.passkeys().finishEnrolment(change.user(), answer, name);
        Instant now = clock.instant();
        return database.write(tx -> {
            User user = hold(tx, change);
            Passkey passkey = ways.passkeys().insert(tx, fresh, now);
            var event =
                    event(change, Action.PASSKEY_ADD, now)
                            .and("passkey", passkey.id().toString())
                            .saying("name " + passkey.name());
            return new PasskeyAdded(passkey, added(tx, change, user, event));
        });
    }

    public Passkey renamePasskey(Actor actor, UserId user, UUID id, String name) {
        Instant now = clock.instant();
        var change = new Change(actor, user, Optional.empty());
        return database.write(tx -> {
            hold(tx, change);
            Passkey before = ways.passkeys().rename(tx, user, id, name, now);
            Passkey after = ways.passkeys().get(tx, user, id);
            tx.record(
                    event(change, Action.PASSKEY_UPDATE, now)
                            .and("passkey", id.toString())
                            .saying("name " + before.name() + " → " + after.name()));
            return after;
        });
    }

    /// Throws [Protected] when it is the only way in that its owner has.
    public Changed removePasskey(Change change, UUID id) {
        Instant now = clock.instant();
        return database.write(tx -> {
            User user = hold(tx, change);
            dropPasskey(tx, change, id, now);
            if (user.passkeys() == 1 && !ways.users().hasPassword(tx, user.id())) {
                throw new Protected(
                        "this passkey is the only way in that you have: add another one first");
            }
            return settled(tx, change, List.of(), now);
        });
    }

    /// [PasswordChanges#changePassword], with the session kept.
    public record PasswordChanged(PasswordChange change, Optional<Secret> reference) {}

    public PasswordChanged changePassword(Change change, char[] current, char[] wanted) {
        var reference = new AtomicReference<Optional<Secret>>(Optional.empty());
        PasswordChange changed =
                ways.passwords()
                        .changePassword(
                                change.user(),
                                current,
                                wanted,
                                change.actor().origin(),
                                tx -> reference.set(carryOver(tx, change, clock.instant())));
        return new PasswordChanged(changed, reference.get());
    }

    /// What an administrator takes from somebody else, who is not above them: TOTP and the recovery codes with it where
    /// no passkey is left. Ends their sessions and tokens. Throws [NotFound],
    /// [dev.microauth.problem.AuthException.NotAllowed].
    public void takeTotp(Actor actor, UserId user) {
        Instant now = clock.instant();
        var change = new Change(actor, user, Optional.empty());
        database.write(tx -> {
            dropTotp(tx, ways.users().holdAnother(tx, actor, user));
            tx.record(event(change, Action.TOTP_REMOVE, now));
            Subjects.endTokens(tx, user);
            return true;
        });
    }

    /// The same for a passkey of theirs, the last one too.
    public void takePasskey(Actor actor, UserId user, UUID id) {
        Instant now = clock.instant();
        var change = new Change(actor, user, Optional.empty());
        database.write(tx -> {
            ways.users().holdAnother(tx, actor, user);
            dropPasskey(tx, change, id, now);
            Subjects.endTokens(tx, user);
            return true;
        });
    }

    /// The person, kept from changing meanwhile: whether something was the first or the last is true until the end.
    private User hold(Tx tx, Change change) {
        return ways.users().hold(tx, change.actor(), change.user());
    }

    /// A further factor; with the first one come recovery codes.
    private Changed added(Tx tx, Change change, User before, AuditEvent event) {
        boolean first = !before.hasSecondFactor();
        tx.record(event);
        List<String> codes =
                first ? ways.recoveryCodes().replace(tx, before.id(), event.time()) : List.of();
        return settled(tx, change, codes, event.time());
    }

    private void dropTotp(Tx tx, User user) {
        if (!ways.totp().remove(tx, user.id())) {
            throw new NotFound("authenticator app of user", user.id().toString());
        }
        if (user.passkeys() == 0) {
            ways.recoveryCodes().remove(tx, user.id());
        }
    }

    private void dropPasskey(Tx tx, Change change, UUID id, Instant now) {
        Passkey gone = ways.passkeys().remove(tx, change.user(), id);
        if (!ways.users().find(tx, change.user()).filter(User::hasSecondFactor).isPresent()) {
            ways.recoveryCodes().remove(tx, change.user());
        }
        tx.record(
                event(change, Action.PASSKEY_REMOVE, now)
                        .and("passkey", id.toString())
                        .saying("name " + gone.name()));
    }

    /// Security E3, B14: a change of factors ends what was signed in before, and the links that were to help somebody
    /// in.
    private Changed settled(Tx tx, Change change, List<String> codes, Instant now) {
        Subjects.endTokens(tx, change.user());
        Links.endAll(tx, change.user());
        return new Changed(codes, carryOver(tx, change, now));
    }

    private Optional<Secret> carryOver(Tx tx, Change change, Instant now) {
        change.token().ifPresent(token -> AccessTokens.carryOver(tx, token));
        return change.kept().flatMap(kept -> sessions.carryOver(tx, kept, now));
    }

    private static AuditEvent event(Change change, Action action, Instant now) {
        return AuditEvent.of(now, change.actor(), action).on("user", change.user().toString());
    }
}
