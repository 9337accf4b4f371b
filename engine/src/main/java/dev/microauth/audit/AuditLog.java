package dev.microauth.audit;

import dev.microauth.actor.Actor;
import dev.microauth.audit.AuditStore.ChainHead;
import dev.microauth.audit.Verdict.Broken;
import dev.microauth.audit.Verdict.Whole;
import dev.microauth.db.Database;
import dev.microauth.page.Page;
import dev.microauth.page.PageRequest;
import dev.microauth.problem.AuthException.NotFound;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/// The log as its readers see it: events in order, and whether they are all there.
public final class AuditLog {
    private final Database database;
    private final AuditChain chain;
    private final Checkpoints checkpoints;
    private final InstantSource clock;

    public AuditLog(
            Database database, AuditChain chain, Checkpoints checkpoints, InstantSource clock) {
        this.database = database;
        this.chain = chain;
        this.checkpoints = checkpoints;
        this.clock = clock;
    }

    /// Writes an event that stands for itself, such as a refusal; the events of a change are recorded
    /// in the change's own transaction.
    public void append(AuditEvent event) {
        database.write(tx -> {
            tx.record(event);
            return true;
        });
    }

    /// Whether an event of this kind is kept.
    public boolean has(Action action) {
        return database.read(tx ->
                tx.exists("select 1 from audit_events where action = ? limit 1", action.label()));
    }

    /// How many there are.
    public long count() {
        return database.read(AuditStore::count);
    }

    public Optional<StoredEvent> find(EventId id) {
        return database.read(tx -> AuditStore.find(tx, id));
    }

    /// Throws [NotFound].
    public StoredEvent get(EventId id) {
        return find(id).orElseThrow(() -> new NotFound("audit event", id.toString()));
    }

    /// Events, newest first unless the request sorts by `time`.
    public Page<StoredEvent> list(PageRequest request, AuditQuery query) {
        return database.read(tx -> AuditStore.page(tx, request, query));
    }

    /// What happened to the way in of a user, by the id: sign-ins, those that failed too, and changes of what is asked
    /// for at one. Newest first.
    public List<StoredEvent> aboutEntry(String userId, int most) {
        return database.read(tx -> AuditStore.aboutEntry(tx, userId, most));
    }

    /// Everything that is asked for, oldest first, in pieces that are read when they are taken. That it was asked
    /// for is an event, which itself is not in it.
    public Iterable<List<StoredEvent>> export(Actor actor, AuditQuery query, Optional<String> q) {
        Instant now = clock.instant();
        Instant end = query.until().filter(until -> until.isBefore(now)).orElse(now);
        AuditQuery until = query.until(end);
        var first =
                new PageRequest(PageRequest.MAX_LIMIT, Optional.empty(), q, Optional.of("time"));
        append(
                AuditEvent.of(now, actor, Action.AUDIT_EXPORT)
                        .saying(query.told() + q.map(text -> ", text " + text).orElse("")));
        return () ->
                new Pieces(
                        request -> database.read(tx -> AuditStore.uncounted(tx, request, until)),
                        first);
    }

    /// Reads the whole log; `progress` is told how many events were looked at.
    public Verdict verify(LongConsumer progress) {
        // The checkpoint before the heads, the heads before the events: what is written meanwhile
        // lies behind them and is not asked for.
        Optional<Broken> unreached = checkpoints.verify();
        List<ChainHead> heads = database.read(AuditStore::heads);
        if (heads.stream().noneMatch(head -> head.chain() == chain.number())) {
            return new Broken(chain.number(), 0, "the head of this chain is missing");
        }
        List<Long> headless = database.read(AuditStore::headless);
        if (!headless.isEmpty()) {
            return new Broken(headless.getFirst(), 0, "the head of this chain is missing");
        }
        long events = 0;
        for (ChainHead head : heads) {
            long before = events;
            switch (new ChainWalk(database, chain, head, seen -> progress.accept(before + seen))
                    .walk()) {
                case Whole whole -> events += whole.events();
                case Broken broken -> {
                    return broken;
                }
            }
        }
        return unreached.<Verdict>map(broken -> broken).orElse(new Whole(events));
    }
}
