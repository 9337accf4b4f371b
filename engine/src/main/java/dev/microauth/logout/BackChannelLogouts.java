package dev.microauth.logout;

import dev.microauth.actor.Actor;
import dev.microauth.audit.Action;
import dev.microauth.audit.AuditEvent;
import dev.microauth.client.Client;
import dev.microauth.db.Database;
import dev.microauth.db.Tx;
import dev.microauth.key.KeyRings;
import dev.microauth.logout.LogoutStore.Due;
import dev.microauth.logout.LogoutStore.Slice;
import dev.microauth.secret.Randomness;
import dev.microauth.session.SessionId;
import dev.microauth.subject.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/// Who has to be told that a session is over. Whoever sends asks for what is due, and says what became of it.
///
/// Back-Channel §2.8: whoever signs out does not wait for it. What ends a session knows nothing of this; the end is
/// noticed here, whichever way it came.
public final class BackChannelLogouts {
    private static final int LOOKED_AT = 5_000;
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration MOMENT = Duration.ofSeconds(2);
    private static final Duration DEADLINE = Duration.ofHours(1);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
    private static final Duration RECORD_KEPT = Duration.ofDays(7);
    private static final String NO_ADDRESS = "the client has no backchannel_logout_uri any more";
    private static final Actor ACTOR = Actor.system("back-channel logout");

    private final Database database;
    private final KeyRings keys;
    private final String issuer;
    private final Randomness randomness;
    private final InstantSource clock;
    private final AtomicReference<Slice> progress =
            new AtomicReference<>(new Slice(Slice.FIRST, Slice.LAST));

    public BackChannelLogouts(
            Database database,
            KeyRings keys,
            String authIssuer,
            Randomness randomness,
            InstantSource clock) {
        this.database = database;
        this.keys = keys;
        this.issuer = authIssuer;
        this.randomness = randomness;
        this.clock = clock;
    }

    /// Part of the transaction that gives a client something under a session; a second time changes nothing.
    public void join(Tx tx, SessionId session, Client client, UserId user, Instant now) {
        LogoutStore.join(tx, randomness.id(now), session, client.id(), user, now);
    }

    /// Takes up to so many deliveries that are due, each with a fresh logout token, and keeps other nodes from them
    /// for a minute. Sessions that ended in whatever way are noticed here: at this call while there are a few thousand,
    /// else some calls later.
    public List<LogoutDelivery> take(int most) {
        Instant now = Instant.ofEpochMilli(clock.millis());
        noticeEnded(now);
        var signed = new ArrayList<Signed>();
        for (Due due : database.read(tx -> LogoutStore.due(tx, now, most))) {
            due.uri()
                    .ifPresentOrElse(
                            uri -> signed.add(new Signed(due, delivery(due, uri, now))),
                            () -> settle(due, NO_ADDRESS));
        }
        return signed.isEmpty()
                ? List.of()
                : database.write(tx ->
                        signed.stream()
                                .filter(each -> LogoutStore.lease(tx, each.due(), now, LEASE))
                                .map(Signed::delivery)
                                .toList());
    }

    private record Signed(Due due, LogoutDelivery delivery) {}

    /// Looks through a part of the live sessions, and through the next one at the next call: however many there are,
    /// a call takes no longer than a moment.
    private void noticeEnded(Instant now) {
        boolean found =
                database.read(tx -> {
                    Slice slice = LogoutStore.slice(tx, progress.get().next(), LOOKED_AT);
                    progress.set(slice);
                    return LogoutStore.anyEnded(tx, slice, now);
                });
        if (found) {
            Slice slice = progress.get();
            database.writeBatches((tx, most) -> LogoutStore.noticeEnded(tx, slice, now, most));
        }
    }

    private LogoutDelivery delivery(Due due, String uri, Instant now) {
        var token = LogoutToken.sign(keys, issuer, due, randomness.id(now), now);
        return new LogoutDelivery(due.id(), due.clientId(), uri, token, due.attempts() + 1);
    }

    /// It arrived: the client answered with success. Leaves an event.
    public void delivered(LogoutDelivery delivery) {
        Instant now = clock.instant();
        database.write(tx -> {
            boolean first = LogoutStore.deliver(tx, delivery.id(), now);
            if (first) {
                LogoutStore.progress(tx, delivery.id())
                        .ifPresent(progress ->
                                tx.record(
                                        event(
                                                        Action.LOGOUT_DELIVER,
                                                        delivery.clientId(),
                                                        progress,
                                                        now)
                                                .saying("attempt " + delivery.attempt())));
            }
            return first;
        });
    }

    /// It did not arrive: it is tried again later, ever more seldom, and given up at its deadline with an event.
    public void failed(LogoutDelivery delivery, String why) {
        Instant now = clock.instant();
        database.write(tx -> {
            LogoutStore.progress(tx, delivery.id())
                    .filter(LogoutStore.Progress::open)
                    .ifPresent(progress -> {
                        Instant next = now.plus(pause(progress.attempts()));
                        if (next.isBefore(progress.endedAt().plus(DEADLINE))) {
                            LogoutStore.retry(tx, delivery.id(), next, why);
                        } else {
                            giveUp(tx, delivery.id(), delivery.clientId(), why, now);
                        }
                    });
            return true;
        });
    }

    /// It was not tried, for want of room: it is due again in a moment, as if it had not been taken.
    public void putBack(LogoutDelivery delivery) {
        Instant next = clock.instant().plus(MOMENT);
        database.write(tx -> LogoutStore.putBack(tx, delivery.id(), next));
    }

    private void settle(Due due, String why) {
        Instant now = clock.instant();
        database.write(tx -> {
            giveUp(tx, due.id(), due.clientId(), why, now);
            return true;
        });
    }

    private static void giveUp(Tx tx, UUID id, String clientId, String why, Instant now) {
        if (LogoutStore.giveUp(tx, id, now, why)) {
            LogoutStore.progress(tx, id)
                    .ifPresent(progress ->
                            tx.record(
                                    event(Action.LOGOUT_ABANDON, clientId, progress, now)
                                            .refused(
                                                    progress.attempts()
                                                            + " attempts, the last: "
                                                            + why)));
        }
    }

    private static AuditEvent event(
            Action action, String clientId, LogoutStore.Progress progress, Instant now) {
        return AuditEvent.of(now, ACTOR, action)
                .on("session", progress.session().toString())
                .and("user", progress.user().toString())
                .through(clientId);
    }

    /// 5 seconds after the first failure, then twice as long each time, a quarter of an hour at most.
    private static Duration pause(long attempts) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.clamp(attempts - 1, 0, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /// Which clients a session gave something to, and what became of telling them of its end. To read it is an event, as
    /// reading the session is.
    public List<LogoutRecord> ofSession(Actor actor, SessionId session) {
        List<LogoutRecord> all = database.read(tx -> LogoutStore.ofSession(tx, session));
        var event =
                AuditEvent.of(clock.instant(), actor, Action.SESSION_READ)
                        .on("session", session.toString())
                        .saying(all.size() + " clients listed");
        database.write(tx -> {
            tx.record(event);
            return true;
        });
        return all;
    }

    /// Removes the rows of what is settled.
    public void purge() {
        Instant before = clock.instant().minus(RECORD_KEPT);
        database.writeBatches((tx, most) -> LogoutStore.purgeSettled(tx, before, most));
        database.writeBatches(LogoutStore::purgeSilent);
    }
}
