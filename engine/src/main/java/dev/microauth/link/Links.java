package dev.microauth.link;

import dev.microauth.access.Administrators;
import dev.microauth.access.Rights;
import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.audit.Action;
import dev.microauth.audit.AuditEvent;
import dev.microauth.db.Database;
import dev.microauth.db.Tx;
import dev.microauth.password.PasswordHash;
import dev.microauth.problem.AuthException.Protected;
import dev.microauth.secret.Digest;
import dev.microauth.secret.Randomness;
import dev.microauth.secret.Secret;
import dev.microauth.subject.UserId;
import dev.microauth.user.NewUser;
import dev.microauth.user.User;
import dev.microauth.user.Users;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// One-time links: made, looked at, redeemed. A newer link of a person kills their older ones; of the links that make
/// an administrator there is one at most. Whatever is wrong with a link, the answer is that there is none.
public final class Links {
    /// Behind the issuer of the auth port, and before what cannot be guessed.
    public static final String PATH = "/setup/";

    private final Database database;
    private final Users users;
    private final Randomness randomness;
    private final InstantSource clock;
    private final String issuer;

    public Links(
            Database database,
            Users users,
            Randomness randomness,
            InstantSource clock,
            String authIssuer) {
        this.database = database;
        this.users = users;
        this.randomness = randomness;
        this.clock = clock;
        this.issuer = authIssuer;
    }

    /// A person just made, and, where they have no password, the way to one.
    public record Created(User user, Optional<Link> invitation) {}

    /// The way to the first administrator, while there is none.
    public Optional<Link> setUp(Actor actor) {
        var fresh = fresh(Purpose.SETUP);
        return database.write(tx -> {
            if (Administrators.exist(tx)) {
                return Optional.empty();
            }
            return Optional.of(forAdministrator(tx, actor, fresh));
        });
    }

    /// The way to an administrator, to the first or to a further one: for whoever owns the machine.
    public Link recover(Actor actor) {
        var fresh = fresh(Purpose.RECOVERY);
        return database.write(tx -> forAdministrator(tx, actor, fresh));
    }

    /// Saves a new person; without a password there is an invitation in the same transaction.
    ///
    /// Throws what [NewUser#save()] throws.
    public Created create(NewUser wanted) {
        var prepared = wanted.prepare();
        if (prepared.hasPassword()) {
            return database.write(tx -> new Created(prepared.insert(tx, ""), Optional.empty()));
        }
        var fresh = fresh(Purpose.INVITATION);
        return database.write(tx -> {
            User user = prepared.insert(tx, "invited until " + fresh.link().expiresAt());
            fresh.insert(tx, Optional.of(user.id()), prepared.actor());
            return new Created(user, Optional.of(fresh.link()));
        });
    }

    /// Another invitation for somebody who has no password yet. Throws [Protected] for somebody who has one, and what
    /// [Users#hold] throws.
    public Link invite(Actor actor, UserId id) {
        var fresh = fresh(Purpose.INVITATION);
        return database.write(tx -> {
            users.holdAnother(tx, actor, id);
            if (users.hasPassword(tx, id)) {
                throw new Protected("this user has a password already: reset it instead");
            }
            return forUser(tx, actor, id, Action.USER_INVITE, fresh);
        });
    }

    /// Takes somebody else's password, ends what was signed in with it, and gives the way to another. Throws what
    /// [Users#holdAnother] throws.
    public Link reset(Actor actor, UserId id) {
        var fresh = fresh(Purpose.RESET);
        return database.write(tx -> {
            users.holdAnother(tx, actor, id);
            users.takePassword(tx, id, fresh.now());
            return forUser(tx, actor, id, Action.USER_RESET, fresh);
        });
    }

    /// What a link offers; empty for one that is unknown, used or expired, or whose person is kept out. Changes
    /// nothing, however often it is asked.
    public Optional<Offer> find(Secret token) {
        byte[] hash = Digest.sha256(token.reveal());
        Instant now = now();
        return database.read(
                tx -> LinkStore.find(tx, hash, now).flatMap(waiting -> offer(tx, waiting, now)));
    }

    /// Gives the person of the link this password and spends the link; empty for a link that [#find] does not know.
    ///
    /// Throws [dev.microauth.problem.AuthException.Invalid] for a password that the policy refuses, and
    /// [dev.microauth.password.Busy]; the link stays good then.
    public Optional<User> choosePassword(Secret token, char[] password, Origin origin) {
        return find(token)
                .flatMap(offer ->
                        switch (offer) {
                            case Offer.Administration _ -> Optional.empty();
                            case Offer.ChoiceOfPassword choice ->
                                    spend(token, choice, password, origin);
                        });
    }

    /// Makes an administrator and spends the link; empty for a link that [#find] does not know.
    ///
    /// Throws [dev.microauth.problem.AuthException.Invalid] for what cannot be taken,
    /// [dev.microauth.problem.AuthException.AlreadyExists] for a name or address that somebody has, and
    /// [dev.microauth.password.Busy]; the link stays good then.
    public Optional<User> createAdministrator(Secret token, Administrator wanted, Origin origin) {
        if (find(token).filter(Offer.Administration.class::isInstance).isEmpty()) {
            return Optional.empty();
        }
        var prepared =
                users.create(Actor.anonymous(origin))
                        .username(wanted.username())
                        .email(wanted.email())
                        .password(wanted.password())
                        .prepare();
        byte[] hash = Digest.sha256(token.reveal());
        Instant now = now();
        return database.write(tx -> {
            boolean first = LinkStore.spend(tx, hash, Purpose.SETUP, now);
            // Security F11: the first administrator is made once.
            if (first && Administrators.exist(tx)) {
                return Optional.empty();
            }
            if (!first && !LinkStore.spend(tx, hash, Purpose.RECOVERY, now)) {
                return Optional.empty();
            }
            User user = prepared.insert(tx, "administrator by a one-time link");
            Administrators.appoint(tx, user.id());
            return Optional.of(user);
        });
    }

    /// Part of a change that settles who may set somebody's password: older links do nothing any more.
    public static void endAll(Tx tx, UserId id) {
        LinkStore.removeOf(tx, id);
    }

    /// Removes what has expired.
    public void purge() {
        Instant now = now();
        database.writeBatches((tx, most) -> LinkStore.purge(tx, now, most));
    }

    private Optional<User> spend(
            Secret token, Offer.ChoiceOfPassword choice, char[] password, Origin origin) {
        User user = choice.user();
        PasswordHash chosen = users.newHash("password", password, user);
        byte[] hash = Digest.sha256(token.reveal());
        Instant now = now();
        return database.write(tx -> {
            Rights.lock(tx);
            if (LinkStore.find(tx, hash, now).filter(link -> mayGive(tx, link, user)).isEmpty()) {
                return Optional.empty();
            }
            // Security F10: one statement decides who was first, and whether the person may enter.
            if (!LinkStore.spend(tx, hash, user.id(), now)) {
                return Optional.empty();
            }
            endAll(tx, user.id());
            users.setPassword(tx, user.id(), chosen, now);
            String id = user.id().toString();
            tx.record(
                    AuditEvent.of(now, Actor.user(id, origin), Action.USER_PASSWORD_SET)
                            .on("user", id)
                            .saying(choice.purpose().wireName()));
            return Optional.of(user);
        });
    }

    private Optional<Offer> offer(Tx tx, LinkStore.Waiting waiting, Instant now) {
        return switch (waiting.purpose()) {
            case SETUP ->
                    Administrators.exist(tx)
                            ? Optional.empty()
                            : Optional.of(new Offer.Administration());
            case RECOVERY -> Optional.of(new Offer.Administration());
            case INVITATION, RESET ->
                    waiting.user()
                            .flatMap(id -> users.find(tx, id))
                            .filter(user -> user.mayEnter(now) && mayGive(tx, waiting, user))
                            .map(user -> new Offer.ChoiceOfPassword(user, waiting.purpose()));
        };
    }

    // Security H7: whoever made the link may have kept it. It must not open an account that has
    // risen above them.
    private static boolean mayGive(Tx tx, LinkStore.Waiting waiting, User user) {
        return !Rights.isAbove(tx, Rights.asOfNow(tx, waiting.maker()), user.id());
    }

    private Link forUser(Tx tx, Actor actor, UserId id, Action action, Fresh fresh) {
        endAll(tx, id);
        fresh.insert(tx, Optional.of(id), actor);
        tx.record(
                AuditEvent.of(fresh.now(), actor, action)
                        .on("user", id.toString())
                        .saying("until " + fresh.link().expiresAt()));
        return fresh.link();
    }

    private Link forAdministrator(Tx tx, Actor actor, Fresh fresh) {
        LinkStore.removeWithoutUser(tx);
        fresh.insert(tx, Optional.empty(), actor);
        tx.record(
                AuditEvent.of(fresh.now(), actor, Action.SETUP_LINK_CREATE)
                        .saying(fresh.purpose().wireName() + " until " + fresh.link().expiresAt()));
        return fresh.link();
    }

    /// A link before it is stored.
    private record Fresh(Purpose purpose, byte[] hash, Link link, Instant now) {
        void insert(Tx tx, Optional<UserId> user, Actor maker) {
            LinkStore.insert(tx, hash, purpose, user, maker, now);
        }
    }

    private Fresh fresh(Purpose purpose) {
        Instant now = now();
        String token = randomness.token();
        var link = new Link(Secret.of(issuer + PATH + token), now.plus(purpose.life()));
        return new Fresh(purpose, Digest.sha256(token), link, now);
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }
}
