package dev.microauth.token;

import dev.microauth.db.Database;
import dev.microauth.jose.SigningKey;
import dev.microauth.key.KeyRing;
import dev.microauth.key.KeyRings;
import dev.microauth.key.Ring;
import dev.microauth.token.RevocationStore.Dead;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// The list of access tokens of the auth ring that died before their time, for verifiers elsewhere that do not ask about
/// each token. Whoever has read it to the end may wait for the next one.
///
/// A token dies here for good: one whose client is barred and let in again is live at this server, and stays dead on
/// the list.
public final class Revocations {
    /// So that an answer passes for no other kind of token.
    public static final String TYPE = "revocations+jwt";

    /// The longest that anybody may wait; proxies in front give up after a minute.
    public static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    // So many fit into a token of 8 KiB.
    private static final int PAGE = 100;
    private static final Duration LIFE = Duration.ofMinutes(2);
    // Verifiers may take a token a while after it has expired, when clocks differ.
    private static final Duration AFTERLIFE = Duration.ofMinutes(10);
    // No access token outlives the key that signed it.
    private static final Duration LONGEST_LIFE = KeyRings.PUBLISHED_AFTER;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Database database;
    private final KeyRings keys;
    private final String issuer;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Instant> sweptTo = Optional.empty();
    private long lookedAt;
    private long last;

    public Revocations(Database database, KeyRings keys, String issuer, InstantSource clock) {
        this.database = database;
        this.keys = keys;
        this.issuer = issuer;
        this.clock = clock;
        this.lookedAt = System.nanoTime() - LOOK_NANOS;
    }

    /// What is on the list behind a cursor, with the number that the list had reached.
    private record News(List<Dead> dead, long last) {
        Optional<String> cursor() {
            return dead.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new RevocationCursor(dead.getLast().mark()).toString());
        }
    }

    /// The next of them, as a signed token for the asker alone; with none, once the asker has waited for as long as it
    /// would, or at once when there is no seat for it.
    ///
    /// @param room of the server that was asked
    public String tell(RevocationQuery query, WaitingRoom room) {
        look();
        News news = read(query.after());
        if (news.dead().isEmpty()
                && !query.patience().isZero()
                // Security H5: whoever comes too late is told what there is, and asks again.
                && room.enter(query.asker())) {
            try {
                news = await(query, news, room);
            } finally {
                room.leave(query.asker());
            }
        }
        return signed(query, news);
    }

    /// Removes what nobody has to be told any more.
    public long purge() {
        Instant before = clock.instant().minus(AFTERLIFE);
        return database.writeBatches((tx, most) -> RevocationStore.purge(tx, before, most));
    }

    private News read(Optional<RevocationCursor> after) {
        Instant since = clock.instant().minus(AFTERLIFE);
        return database.read(tx ->
                new News(RevocationStore.after(tx, after, since, PAGE), RevocationStore.last(tx)));
    }

    private News await(RevocationQuery query, News nothing, WaitingRoom room) {
        long until =
                System.nanoTime() + Math.min(query.patience().toNanos(), LONGEST_WAIT.toNanos());
        News news = nothing;
        KeyRing ring = keys.ring(Ring.AUTH);
        // Keys that went or came are news too.
        while (news.dead().isEmpty()
                && keys.ring(Ring.AUTH) == ring
                && room.stay(Math.min(until - System.nanoTime(), LOOK_NANOS))) {
            if (look() != news.last()) {
                news = read(query.after());
            }
        }
        return news;
    }

    /// The number of the last entry, as it was half a second ago at most: one look at the database serves all who wait,
    /// and sees what another node has written.
    private long look() {
        lock.lock();
        try {
            long now = System.nanoTime();
            if (now - lookedAt >= LOOK_NANOS) {
                sweep();
                last = database.read(RevocationStore::last);
                lookedAt = now;
            }
            return last;
        } finally {
            lock.unlock();
        }
    }

    /// A session that ran out ended without a write that a trigger could see.
    private void sweep() {
        Instant now = clock.instant();
        Instant from = sweptTo.orElse(now.minus(LONGEST_LIFE));
        if (database.read(tx -> RevocationStore.hasRunOut(tx, from, now))) {
            var _ = database.write(tx -> RevocationStore.noteRunOut(tx, from, now));
        }
        sweptTo = Optional.of(now);
    }

    private String signed(RevocationQuery query, News news) {
        Instant now = clock.instant();
        // Asked for before the keys are listed: it may have to be made.
        SigningKey key = keys.signing(Ring.AUTH, keys.defaults().accessToken(Ring.AUTH));
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", issuer);
        claims.put("sub", "revocations");
        claims.put("aud", query.asker().value());
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(LIFE).getEpochSecond());
        query.nonce().ifPresent(nonce -> claims.put("nonce", nonce));
        news.cursor()
                .or(() -> query.after().map(RevocationCursor::toString))
                .ifPresent(cursor -> claims.put("cursor", cursor));
        claims.put("more", news.dead().size() == PAGE);
        claims.put("revoked", named(news.dead()));
        // A key that was dropped is worth nothing at once, not when caches expire.
        claims.put(
                "keys",
                keys.ring(Ring.AUTH).keys().stream().map(each -> each.key().keyId()).toList());
        return key.sign(TYPE, claims);
    }

    /// Each with the second in which it expires, after which it can be forgotten.
    private static Map<String, Long> named(List<Dead> dead) {
        var named = new LinkedHashMap<String, Long>();
        dead.forEach(each ->
                named.put(RevocationCursor.text(each.id()), each.expiresAt().getEpochSecond()));
        return named;
    }
}
