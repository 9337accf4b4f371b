package dev.microauth.session;

import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.audit.Action;
import dev.microauth.audit.AuditEvent;
import dev.microauth.credential.SignIn;
import dev.microauth.db.Database;
import dev.microauth.db.Tx;
import dev.microauth.key.Ring;
import dev.microauth.page.Page;
import dev.microauth.page.PageRequest;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.secret.Digest;
import dev.microauth.secret.Randomness;
import dev.microauth.secret.Secret;
import dev.microauth.subject.UserId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;

/// Sign-ins that last. To end one is to end every token that came from it, at once, save for those that were granted to outlive it
/// (`offline_access`).
public final class Sessions {
    private final Database database;
    private final Randomness randomness;
    private final SessionLimits limits;
    private final InstantSource clock;

    public Sessions(
            Database database, Randomness randomness, SessionLimits limits, InstantSource clock) {
        this.database = database;
        this.randomness = randomness;
        this.limits = limits;
        this.clock = clock;
    }

    /// Part of the transaction that grants the first token; the event of that grant is the event of this.
    public void open(Tx tx, SessionId id, NewSession session, Instant now) {
        SessionStore.insert(tx, id, session, now);
    }

    /// An id for a session that is about to begin: ID tokens name it before it is stored.
    public SessionId freshId(Instant now) {
        return new SessionId(randomness.id(now));
    }

    /// Part of the transaction that grants a further token.
    public void seen(Tx tx, SessionId id, Instant now) {
        var _ = SessionStore.use(tx, id, now, now.plus(limits.idle()));
    }

    /// Lets somebody who has just proved who they are be known to their browser. The session they had there goes on
    /// under a new reference when it is theirs; somebody else's ends.
    public BrowserSession signIn(
            Ring ring, SignIn.Proven proof, Optional<Session> before, Origin origin) {
        Instant now = clock.instant();
        Secret reference = Secret.of(randomness.token());
        Instant end = limits.end(ring, now);
        var session =
                new NewSession(
                        ring,
                        proof.user().id(),
                        Optional.empty(),
                        proof.at(),
                        proof.methods(),
                        ring.of(proof.generation()),
                        origin,
                        end);
        var standing =
                new BrowserStore.Standing(session, hash(reference), limits.idleEnd(now, end));
        return database.write(tx -> {
            Optional<SessionId> kept =
                    before.map(Session::id).filter(id -> BrowserStore.renew(tx, id, standing, now));
            kept.ifPresent(id -> BrowserStore.leaveSites(tx, id));
            if (kept.isEmpty()) {
                before.ifPresent(other -> makeRoom(tx, other, session, now));
            }
            var id = kept.orElseGet(() -> new SessionId(randomness.id(now)));
            if (kept.isEmpty()) {
                BrowserStore.insert(tx, id, standing, now);
            }
            tx.record(
                    AuditEvent.of(
                                    now,
                                    actor(session),
                                    kept.isPresent() ? Action.SESSION_RENEW : Action.SESSION_OPEN)
                            .on("session", id.toString())
                            .saying(ring.label() + " by " + String.join(" ", session.methods())));
            return new BrowserSession(SessionStore.get(tx, id), reference);
        });
    }

    private static void makeRoom(Tx tx, Session other, NewSession session, Instant now) {
        if (SessionStore.end(tx, other.id(), now)) {
            tx.record(
                    AuditEvent.of(now, actor(session), Action.SESSION_END)
                            .on("session", other.id().toString())
                            .and("user", other.userId().toString())
                            .saying("another sign-in took its place in the browser"));
        }
    }

    private static Actor actor(NewSession session) {
        return Actor.user(session.user().toString(), session.origin());
    }

    /// The live session whose reference this is. To be found is to be used, so its idle time begins anew.
    public Optional<Session> find(Ring ring, Secret reference) {
        Instant now = clock.instant();
        byte[] hash = hash(reference);
        Optional<Session> found = database.read(tx -> SessionStore.find(tx, ring, hash, now));
        return noticed(found, now, tx -> SessionStore.find(tx, ring, hash, now));
    }

    /// The same for whoever holds something else that stands for a session.
    public Optional<Session> find(SessionId id) {
        Instant now = clock.instant();
        Optional<Session> found = database.read(tx -> find(tx, id, now));
        return noticed(found, now, tx -> find(tx, id, now));
    }

    private Optional<Session> noticed(
            Optional<Session> found, Instant now, Database.Work<Optional<Session>> again) {
        return found.filter(session -> now.isBefore(session.lastSeenAt().plus(limits.unnoticed())))
                .or(() -> found.flatMap(session -> use(session, now, again)));
    }

    private Optional<Session> use(
            Session session, Instant now, Database.Work<Optional<Session>> again) {
        return database.write(tx ->
                SessionStore.use(tx, session.id(), now, now.plus(limits.idle()))
                        ? again.run(tx)
                        : Optional.empty());
    }

    /// The live session of this id, as part of a transaction.
    public Optional<Session> find(Tx tx, SessionId id, Instant now) {
        return SessionStore.find(tx, id, now);
    }

    /// Part of a change that ends all sessions and tokens of somebody, after it was made: this session goes on, under a
    /// new reference where it has one. What was issued under it ends, and what had ended before the change stays so.
    public Optional<Secret> carryOver(Tx tx, SessionId kept, Instant now) {
        if (!BrowserStore.lift(tx, kept, now)) {
            return Optional.empty();
        }
        BrowserStore.leaveSites(tx, kept);
        Secret reference = Secret.of(randomness.token());
        return BrowserStore.setReference(tx, kept, hash(reference))
                ? Optional.of(reference)
                : Optional.empty();
    }

    private static byte[] hash(Secret reference) {
        return Digest.sha256(reference.revealText());
    }

    /// Live sessions, newest first. Whoever asks for others than their own leaves one event with what was asked.
    public Page<Session> list(Actor actor, PageRequest request, SessionFilter filter) {
        Instant now = clock.instant();
        Page<Session> page = database.read(tx -> SessionStore.page(tx, request, filter, now));
        if (filter.user().filter(user -> isOwn(actor, user)).isEmpty()) {
            var event =
                    AuditEvent.of(now, actor, Action.SESSION_READ)
                            .saying(page.items().size() + " listed" + told(request, filter));
            database.write(tx -> {
                tx.record(
                        filter.user().map(user -> event.on("user", user.toString())).orElse(event));
                return true;
            });
        }
        return page;
    }

    private static String told(PageRequest request, SessionFilter filter) {
        return filter.clientId().map(id -> ", client " + id).orElse("")
                + filter.ring().map(ring -> ", ring " + ring.label()).orElse("")
                + request.q().map(q -> ", text " + q).orElse("")
                + request.after().map(_ -> ", a further page").orElse("");
    }

    /// How many are live.
    public long count() {
        Instant now = clock.instant();
        return database.read(tx -> SessionStore.count(tx, now));
    }

    /// A live session, for its own user or for whoever may look; throws [NotFound]. Reading another person's
    /// session is an event of its own.
    public Session get(Actor actor, SessionId id) {
        Instant now = clock.instant();
        Session found =
                database.read(tx -> SessionStore.find(tx, id, now)).orElseThrow(() -> notFound(id));
        if (!isOwn(actor, found.userId())) {
            database.write(tx -> {
                tx.record(
                        AuditEvent.of(now, actor, Action.SESSION_READ)
                                .on("session", id.toString())
                                .and("user", found.userId().toString()));
                return true;
            });
        }
        return found;
    }

    /// Ends a session with every token and refresh token that goes with it; throws [NotFound] when it is not live.
    public void end(Actor actor, SessionId id) {
        end(actor, id, _ -> true);
    }

    /// The same for the user whose session it is, on one port; throws [NotFound] for everybody else's.
    public void endOwn(Actor actor, UserId user, Ring ring, SessionId id) {
        end(actor, id, live -> live.userId().equals(user) && live.ring() == ring);
    }

    private void end(Actor actor, SessionId id, Predicate<Session> mayEnd) {
        Instant now = clock.instant();
        database.write(tx -> {
            Session live =
                    SessionStore.find(tx, id, now).filter(mayEnd).orElseThrow(() -> notFound(id));
            if (!SessionStore.end(tx, id, now)) {
                throw notFound(id);
            }
            tx.record(
                    AuditEvent.of(now, actor, Action.SESSION_END)
                            .on("session", id.toString())
                            .and("user", live.userId().toString()));
            return true;
        });
    }

    /// Ends every session of a user, on both ports; returns how many ended.
    public int endAll(Actor actor, UserId user) {
        Instant now = clock.instant();
        return database.write(tx -> {
            int ended = 0;
            for (Ring ring : Ring.values()) {
                ended += SessionStore.endAll(tx, user, ring, Optional.empty(), now);
            }
            return noted(tx, AuditEvent.of(now, actor, Action.SESSION_END), user, ended, "");
        });
    }

    /// Ends every session of a user on one port but the one that is kept, if one is; returns how many ended.
    public int endAll(Actor actor, UserId user, Ring ring, Optional<SessionId> kept) {
        Instant now = clock.instant();
        String which = " of ring " + ring.label() + kept.map(id -> ", all but " + id).orElse("");
        return database.write(tx -> {
            int ended = SessionStore.endAll(tx, user, ring, kept, now);
            return noted(tx, AuditEvent.of(now, actor, Action.SESSION_END), user, ended, which);
        });
    }

    private static int noted(Tx tx, AuditEvent event, UserId user, int ended, String which) {
        if (ended > 0) {
            tx.record(event.on("user", user.toString()).saying(ended + " sessions" + which));
        }
        return ended;
    }

    /// Removes the rows of sessions that have run out; returns how many went.
    public long purgeExpired(Actor actor) {
        Instant now = clock.instant();
        return database.writeBatches((tx, most) -> {
            int removed = SessionStore.purge(tx, now, most);
            if (removed > 0) {
                tx.record(
                        AuditEvent.of(now, actor, Action.SESSION_PURGE)
                                .saying(removed + " expired sessions"));
            }
            return removed;
        });
    }

    /// The same for those that ran out long ago, as a chore: what runs out by itself is no event.
    public void purge() {
        Instant before = clock.instant().minus(limits.rowsKept());
        database.writeBatches((tx, most) -> SessionStore.purge(tx, before, most));
    }

    private static boolean isOwn(Actor actor, UserId user) {
        return actor.kind() == Actor.Kind.USER
                && actor.id().filter(user.toString()::equals).isPresent();
    }

    private static NotFound notFound(SessionId id) {
        return new NotFound("session", id.toString());
    }
}
