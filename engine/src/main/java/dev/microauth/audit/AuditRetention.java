package dev.microauth.audit;

import dev.microauth.actor.Actor;
import dev.microauth.audit.AuditStore.ChainHead;
import dev.microauth.audit.AuditStore.Chained;
import dev.microauth.db.Database;
import dev.microauth.db.Tx;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.problem.AuthException.Protected;
import dev.microauth.secret.Digest;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// Lets old events go: always the beginning of a chain, never its newest event, and nothing that does not verify.
public final class AuditRetention {
    private static final int BATCH = 5_000;

    private final Database database;
    private final AuditChain keys;
    private final Duration kept;
    private final InstantSource clock;

    public AuditRetention(Database database, AuditChain keys, Duration kept, InstantSource clock) {
        this.database = database;
        this.keys = keys;
        this.kept = kept;
        this.clock = clock;
    }

    /// Lets go what is older than the retention, by whole days (UTC): the log of a quiet place shall not grow by
    /// being shortened.
    public void purge(Actor actor) {
        try {
            remove(actor, clock.instant().minus(kept).truncatedTo(ChronoUnit.DAYS));
        } catch (Protected e) {
            log().log(Level.ERROR, "old audit events stay: " + e.getMessage());
        }
    }

    /// Lets go what happened before a moment, or all that the retention does not keep; answers how many events went.
    ///
    /// Throws [Invalid] for a moment within the retention, [Protected] when what is to go is not whole.
    public long purge(Actor actor, Optional<Instant> before) {
        Instant latest = clock.instant().minus(kept);
        Invalid.unless(
                before.filter(latest::isBefore).isEmpty(),
                "before",
                "would remove events that audit-retention keeps");
        return remove(actor, before.orElse(latest));
    }

    private long remove(Actor actor, Instant before) {
        long gone = 0;
        for (ChainHead head : database.read(AuditStore::heads)) {
            Optional<Batch> batch = batch(head.chain(), before);
            while (batch.isPresent()) {
                gone += remove(actor, batch.get());
                batch = batch.get().isFull() ? batch(head.chain(), before) : Optional.empty();
            }
        }
        return gone;
    }

    /// The events that go next, as the anchor that takes their place.
    private record Batch(Anchor anchor, int events, Instant newest) {
        boolean isFull() {
            return events == BATCH;
        }
    }

    /// Reads and checks outside the transaction that removes: what stands in the log does not change.
    private Optional<Batch> batch(long chain, Instant before) {
        record Found(Optional<Anchor> anchor, List<Chained> events) {}
        Found found =
                database.read(tx -> {
                    Optional<Anchor> anchor = Anchor.find(tx, chain);
                    long from = anchor.map(Anchor::sequence).orElse(0L) + 1;
                    return new Found(anchor, AuditStore.page(tx, chain, from, BATCH + 1));
                });
        byte[] last = found.anchor().map(this::genuine).orElse(AuditChain.START);
        long expected = found.anchor().map(Anchor::sequence).orElse(0L) + 1;
        Optional<StoredEvent> newest = Optional.empty();
        int count = 0;
        // One is left over: the next batch begins with it, or it is the newest of the chain.
        for (Chained each : found.events().subList(0, Math.max(found.events().size() - 1, 0))) {
            if (!each.event().time().isBefore(before)) {
                break;
            }
            if (each.event().sequence() != expected
                    || !Digest.same(keys.mac(each.event(), last), each.mac())) {
                throw notWhole(chain, expected);
            }
            last = each.mac();
            newest = Optional.of(each.event());
            expected++;
            count++;
        }
        byte[] mac = last;
        int events = count;
        return newest.map(event ->
                new Batch(
                        keys.anchor(chain, event.sequence(), mac, clock.instant()),
                        events,
                        event.time()));
    }

    private byte[] genuine(Anchor anchor) {
        if (!keys.isGenuine(anchor)) {
            throw notWhole(anchor.chain(), anchor.sequence());
        }
        return anchor.mac();
    }

    private static Protected notWhole(long chain, long sequence) {
        return new Protected(
                "chain "
                        + chain
                        + " of the audit is broken at event "
                        + sequence
                        + ", and evidence is not removed: run `microauthd audit verify`");
    }

    private long remove(Actor actor, Batch batch) {
        return database.write(tx -> remove(tx, actor, batch));
    }

    private long remove(Tx tx, Actor actor, Batch batch) {
        Anchor anchor = batch.anchor();
        if (Anchor.find(tx, anchor.chain())
                .filter(other -> other.sequence() >= anchor.sequence())
                .isPresent()) {
            // Somebody else was faster.
            return 0L;
        }
        anchor.save(tx);
        long gone = AuditStore.removeUpTo(tx, anchor);
        tx.record(
                AuditEvent.of(anchor.at(), actor, Action.AUDIT_PURGE)
                        .on("audit-chain", String.valueOf(anchor.chain()))
                        .saying(
                                gone
                                        + " events, up to number "
                                        + anchor.sequence()
                                        + " of "
                                        + batch.newest()));
        return gone;
    }

    private static System.Logger log() {
        return System.getLogger(AuditRetention.class.getName());
    }
}
