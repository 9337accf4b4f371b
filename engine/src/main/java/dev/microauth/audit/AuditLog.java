package dev.microauth.audit;

import dev.microauth.audit.AuditStore.ChainHead;
import dev.microauth.audit.Verdict.Broken;
import dev.microauth.audit.Verdict.Whole;
import dev.microauth.db.Database;
import dev.microauth.problem.AuthException.NotFound;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/// The log as its readers see it: events in order, and whether they are all there.
public final class AuditLog {
    private final Database database;
    private final AuditChain chain;
    private final Checkpoints checkpoints;

    public AuditLog(Database database, AuditChain chain, Checkpoints checkpoints) {
        this.database = database;
        this.chain = chain;
        this.checkpoints = checkpoints;
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

    public Optional<StoredEvent> find(EventId id) {
        return database.read(tx -> AuditStore.find(tx, id));
    }

    /// Throws [NotFound].
    public StoredEvent get(EventId id) {
        return find(id).orElseThrow(() -> new NotFound("audit event", id.toString()));
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
            switch (new ChainWalk(
                            database, chain, head, seen -> progress.accept(before + seen))
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
