package dev.microauth.audit;

import dev.microauth.db.Database;
import dev.microauth.db.Tx;
import dev.microauth.secret.Digest;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/// The log as its readers see it: events in order, and whether they are all there.
public final class AuditLog {
    private static final int PAGE = 1000;

    private final Database database;
    private final AuditChain chain;

    public AuditLog(Database database, AuditChain chain) {
        this.database = database;
        this.chain = chain;
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

    /// Whether every event is there, in order and unchanged.
    public sealed interface Verdict {
        record Whole(long events) implements Verdict {}

        record Broken(long chain, long sequence, String what) implements Verdict {}
    }

    private record Chained(StoredEvent event, byte[] mac) {}

    private record ChainHead(long chain, long sequence, byte[] mac, long newest) {}

    /// Reads the whole log; `progress` is told how many events were looked at.
    public Verdict verify(LongConsumer progress) {
        // The heads are read first: what is written meanwhile lies behind them and is not asked
        // for.
        List<ChainHead> heads =
                database.read(tx ->
                        tx.list(
                                """
                                select chain, sequence, mac, (select max(sequence) from audit_events e
                                    where e.chain = c.chain) as newest from audit_chains c order by chain
                                """,
                                row ->
                                        new ChainHead(
                                                row.number("chain"),
                                                row.number("sequence"),
                                                row.bytes("mac"),
                                                row.findNumber("newest").orElse(0L))));
        if (heads.stream().noneMatch(head -> head.chain() == chain.number())) {
            return new Verdict.Broken(chain.number(), 0, "the head of this chain is missing");
        }
        Optional<Verdict> orphan = orphan(heads);
        if (orphan.isPresent()) {
            return orphan.get();
        }
        long events = 0;
        for (ChainHead head : heads) {
            switch (verify(head, events, progress)) {
                case Verdict.Whole whole -> events += whole.events();
                case Verdict.Broken broken -> {
                    return broken;
                }
            }
        }
        return new Verdict.Whole(events);
    }

    /// Events of a chain that no head knows of.
    private Optional<Verdict> orphan(List<ChainHead> heads) {
        List<Long> chains =
                database.read(tx ->
                        tx.list(
                                "select distinct chain from audit_events",
                                row -> row.number("chain")));
        return chains.stream()
                .filter(each -> heads.stream().noneMatch(head -> head.chain() == each))
                .findFirst()
                .map(each -> new Verdict.Broken(each, 0, "the head of this chain is missing"));
    }

    private Verdict verify(ChainHead head, long before, LongConsumer progress) {
        long expected = 1;
        byte[] last = AuditChain.START;
        while (expected <= head.sequence()) {
            List<Chained> page = page(head.chain(), expected);
            if (page.isEmpty()) {
                return new Verdict.Broken(head.chain(), expected, "events are missing at the end");
            }
            for (Chained each : page) {
                if (expected > head.sequence()) {
                    break;
                }
                if (each.event().sequence() != expected) {
                    return new Verdict.Broken(head.chain(), expected, "an event is missing");
                }
                if (!Digest.same(chain.mac(each.event(), last), each.mac())) {
                    return new Verdict.Broken(
                            head.chain(), expected, "an event was changed, moved or made up");
                }
                last = each.mac();
                expected++;
            }
            progress.accept(before + expected - 1);
        }
        if (head.newest() > head.sequence()) {
            return new Verdict.Broken(
                    head.chain(), head.newest(), "there are events behind the head");
        }
        if (!Digest.same(chain.headMac(head.chain(), head.sequence(), last), head.mac())) {
            return new Verdict.Broken(
                    head.chain(), head.sequence(), "the head does not belong to the events");
        }
        return new Verdict.Whole(head.sequence());
    }

    private List<Chained> page(long of, long from) {
        return database.read((Tx tx) -> page(tx, of, from));
    }

    private static List<Chained> page(Tx tx, long of, long from) {
        return tx.list(
                "select * from audit_events where chain = ? and sequence >= ? order by sequence limit ?",
                row -> new Chained(StoredEvent.read(row), row.bytes("mac")),
                of,
                from,
                PAGE);
    }
}
