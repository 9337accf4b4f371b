package dev.microauth.user;

import dev.microauth.access.Administrators;
import dev.microauth.access.Rights;
import dev.microauth.access.Subjects;
import dev.microauth.actor.Actor;
import dev.microauth.audit.Action;
import dev.microauth.audit.AuditEvent;
import dev.microauth.db.Database;
import dev.microauth.db.StorageException.Conflict;
import dev.microauth.db.Tx;
import dev.microauth.page.Page;
import dev.microauth.page.PageRequest;
import dev.microauth.password.PasswordContext;
import dev.microauth.password.PasswordHash;
import dev.microauth.password.PasswordJudge;
import dev.microauth.password.PasswordJudgement;
import dev.microauth.password.Passwords;
import dev.microauth.problem.AuthException.AlreadyExists;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.problem.AuthException.NotAllowed;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.problem.AuthException.Stale;
import dev.microauth.secret.Randomness;
import dev.microauth.subject.UserId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// People: made, found, changed, disabled, locked, removed.
public final class Users {
    private final Database database;
    private final Passwords passwords;
    private final PasswordRules rules;
    private final Randomness randomness;
    private final InstantSource clock;

    /// Which passwords may be chosen, and the words that make one easy to guess here.
    ///
    /// @param administratorsNeedMore whether a second factor is forced on administrators, who may then have a shorter one
    public record PasswordRules(
            PasswordJudge judge,
            String serviceName,
            String issuerHost,
            boolean administratorsNeedMore) {}

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

    public UserChange update(Actor actor, UserId id) {
        return new UserChange(this, actor, id);
    }

    public Optional<User> find(UserId id) {
        return database.read(tx -> UserStore.find(tx, id));
    }

    public Optional<User> find(Username username) {
        return database.read(tx -> UserStore.find(tx, username));
    }

    /// The same inside a transaction.
    public Optional<User> find(Tx tx, UserId id) {
        return UserStore.find(tx, id);
    }

    /// By an address in any spelling.
    public Optional<User> findByEmail(String typed) {
        String folded = Profile.foldEmail(typed);
        return database.read(tx -> UserStore.findByEmail(tx, folded));
    }

    public User get(UserId id) {
        return find(id).orElseThrow(() -> missing(id));
    }

    /// A page of people, by `username`, `email`, `created_at` or `last_login`; a search looks at username, e-mail and
    /// name.
    public Page<User> list(PageRequest request, UserFilter filter) {
        Instant now = clock.instant();
        return database.read(tx -> UserStore.page(tx, request, filter, now));
    }

    /// For the sign-in alone: the stored hash, where the user has a password.
    public Optional<PasswordHash> findPassword(UserId id) {
        return database.read(tx -> UserStore.findPassword(tx, id));
    }

    public void activate(Actor actor, UserId id) {
        act(actor, id, (tx, user, now) -> setActive(tx, user, true, now));
    }

    /// Ends what the user has of tokens and sessions, too. Throws [dev.microauth.problem.AuthException.Protected] for
    /// the last administrator.
    public void deactivate(Actor actor, UserId id) {
        act(
                actor,
                id,
                (tx, user, now) -> {
                    Administrators.requireAnother(tx, id, now);
                    return setActive(tx, user, false, now);
                });
    }

    /// Locks the user out until a moment to come, [User#FOR_GOOD] the latest, and ends their tokens and sessions;
    /// empty lifts the lock. Throws [dev.microauth.problem.AuthException.Protected] for the last administrator.
    public void lockOut(Actor actor, UserId id, Optional<Instant> wanted) {
        Optional<Instant> until = wanted.map(moment -> moment.truncatedTo(ChronoUnit.MILLIS));
        until.ifPresent(moment -> {
            Invalid.unless(clock.instant().isBefore(moment), "until", "is not in the future");
            Invalid.unless(!moment.isAfter(User.FOR_GOOD), "until", "is after the year 9999");
        });
        act(
                actor,
                id,
                (tx, user, now) -> {
                    if (user.lockoutUntil().equals(until)) {
                        return Optional.empty();
                    }
                    if (until.isPresent()) {
                        Administrators.requireAnother(tx, id, now);
                        Subjects.endTokens(tx, id);
                    }
                    UserStore.setLockout(tx, id, until, now);
                    return Optional.of(
                            "lockout_until " + said(user.lockoutUntil()) + " → " + said(until));
                });
    }

    /// Notes that the address was seen to be theirs. Throws [Invalid] when there is none.
    public void verifyEmail(Actor actor, UserId id) {
        act(
                actor,
                id,
                (tx, user, now) -> {
                    Invalid.unless(user.email().isPresent(), "email", "is missing");
                    if (user.emailVerified()) {
                        return Optional.empty();
                    }
                    UserStore.setEmailVerified(tx, id, now);
                    return Optional.of("email_verified false -> true");
                });
    }

    /// Throws [dev.microauth.problem.AuthException.Protected] for the last administrator.
    public void delete(Actor actor, UserId id) {
        Instant now = now();
        database.write(tx -> {
            User user = held(tx, id);
            Rights.requireNotAbove(tx, actor, id);
            Administrators.requireAnother(tx, id, now);
            UserStore.delete(tx, id);
            tx.record(
                    AuditEvent.of(now, actor, Action.USER_DELETE)
                            .on("user", id.toString())
                            .saying("username " + user.username()));
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

    /// Part of giving a person a password, by whoever proved that they may. What was signed in with the old one ends.
    public void setPassword(Tx tx, UserId id, PasswordHash fresh, Instant now) {
        Subjects.endTokens(tx, id);
        UserStore.setPassword(tx, id, Optional.of(fresh), now);
    }

    /// The same, but only while the old password is still the one that was proved, and the person may enter; false
    /// when it is not so. Throws [NotFound].
    public boolean replacePassword(
            Tx tx, UserId id, PasswordHash old, PasswordHash fresh, Instant now) {
        // Trap 8: a reset on another node, which came first, is not undone.
        if (!held(tx, id).mayEnter(now) || !UserStore.replacePassword(tx, id, old, fresh, now)) {
            return false;
        }
        Subjects.endTokens(tx, id);
        return true;
    }

    /// Whether there is a password to sign in with.
    public boolean hasPassword(Tx tx, UserId id) {
        return UserStore.findPassword(tx, id).isPresent();
    }

    /// Part of a reset. From now on the password opens nothing, and what was opened with it is closed.
    public void takePassword(Tx tx, UserId id, Instant now) {
        // Trap 8: the old password, sessions and refresh tokens end now, not when the new one is
        // chosen.
        Subjects.endTokens(tx, id);
        UserStore.setPassword(tx, id, Optional.empty(), now);
    }

    /// The person, kept from changing until the transaction ends, for somebody who may act on them. Throws [NotFound],
    /// or [dev.microauth.problem.AuthException.NotAllowed] for somebody above the actor.
    public User hold(Tx tx, Actor actor, UserId id) {
        User user = held(tx, id);
        Rights.requireNotAbove(tx, actor, id);
        return user;
    }

    /// The same for somebody else than the actor: a right over others opens nobody their own account.
    public User holdAnother(Tx tx, Actor actor, UserId id) {
        // Security E5: what people change of their own way in takes a recent sign-in.
        if (actor.kind() == Actor.Kind.USER && actor.id().equals(Optional.of(id.toString()))) {
            throw new NotAllowed("this is your own account: change it by /me");
        }
        return hold(tx, actor, id);
    }

    /// How many characters a password has at least.
    public int shortestPassword() {
        return rules.judge().shortest();
    }

    /// Hashes a password that satisfies the policy for somebody new; throws [PasswordRefused] with the way to a better
    /// one.
    ///
    /// @param field what the password is called where it was typed
    PasswordHash newHash(String field, char[] password, Username username, Optional<String> email) {
        return newHash(
                field,
                password,
                new PasswordContext(
                        username.value(), email, rules.serviceName(), rules.issuerHost()),
                false);
    }

    /// The same for this person, who may have to show more than a password.
    public PasswordHash newHash(String field, char[] password, User user) {
        // Security F1: eight characters do where a rule, and not the person's own wish, asks for
        // more.
        boolean forced =
                rules.administratorsNeedMore()
                        && database.read(tx -> Rights.administers(tx, user.id()));
        var context =
                new PasswordContext(
                        user.username().value(),
                        user.email(),
                        rules.serviceName(),
                        rules.issuerHost());
        return newHash(field, password, context, forced);
    }

    private PasswordHash newHash(
            String field, char[] password, PasswordContext context, boolean secondFactorForced) {
        return switch (rules.judge().judge(password, secondFactorForced, context)) {
            case PasswordJudgement.Accepted _ -> passwords.hash(password);
            case PasswordJudgement.Refused refused -> throw new PasswordRefused(field, refused);
        };
    }

    PreparedUser prepared(Actor actor, Profile profile, Optional<PasswordHash> hash) {
        Instant now = now();
        return new PreparedUser(
                actor,
                new User(
                        new UserId(randomness.id(now)),
                        profile.username(),
                        profile.email(),
                        false,
                        profile.name(),
                        true,
                        Optional.empty(),
                        false,
                        0,
                        profile.attributes(),
                        now,
                        now,
                        Optional.empty(),
                        1),
                hash);
    }

    User insert(PreparedUser prepared) {
        return database.write(tx -> prepared.insert(tx, ""));
    }

    User change(Actor actor, UserId id, Optional<Long> expected, UnaryOperator<Profile> change) {
        Instant now = now();
        try {
            return database.write(tx -> {
                User user = hold(tx, actor, id);
                if (expected.filter(version -> version != user.version()).isPresent()) {
                    throw new Stale("user", id.toString());
                }
                Profile before = Profile.of(user);
                Profile after = change.apply(before);
                if (after.equals(before)) {
                    return user;
                }
                UserStore.requireFree(tx, id, after);
                boolean verified = user.emailVerified() && after.email().equals(before.email());
                UserStore.setProfile(tx, id, after, verified, now);
                tx.record(updated(actor, id, now, before.difference(after)));
                return UserStore.find(tx, id).orElseThrow();
            });
        } catch (Conflict e) {
            // Another node was faster with the same name or address.
            throw new AlreadyExists("user", "with this username or e-mail");
        }
    }

    /// What changed, in words; empty when nothing did.
    private interface Act {
        Optional<String> on(Tx tx, User user, Instant now);
    }

    private void act(Actor actor, UserId id, Act act) {
        Instant now = now();
        database.write(tx -> {
            User user = hold(tx, actor, id);
            act.on(tx, user, now).ifPresent(what -> tx.record(updated(actor, id, now, what)));
            return true;
        });
    }

    private static Optional<String> setActive(Tx tx, User user, boolean active, Instant now) {
        if (user.isActive() == active) {
            return Optional.empty();
        }
        if (!active) {
            Subjects.endTokens(tx, user.id());
        }
        UserStore.setActive(tx, user.id(), active, now);
        return Optional.of("is_active " + !active + " → " + active);
    }

    private static User held(Tx tx, UserId id) {
        if (!UserStore.hold(tx, id)) {
            throw missing(id);
        }
        return UserStore.find(tx, id).orElseThrow();
    }

    private static AuditEvent updated(Actor actor, UserId id, Instant now, String what) {
        return AuditEvent.of(now, actor, Action.USER_UPDATE).on("user", id.toString()).saying(what);
    }

    private static String said(Optional<Instant> moment) {
        return moment.map(Instant::toString).orElse("none");
    }

    private static NotFound missing(UserId id) {
        return new NotFound("user", id.toString());
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }
}
