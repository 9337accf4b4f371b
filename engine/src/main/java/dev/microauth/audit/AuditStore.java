package dev.microauth.audit;

import dev.microauth.db.Row;
import dev.microauth.db.Tx;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// The rows of `audit_events` and `audit_chains`, as readers need them.
final class AuditStore {
    private AuditStore() {}

    /// An event with its MAC.
    record Chained(StoredEvent event, byte[] mac) {}

    /// The head of a chain as it is told, the newest number that there is, and where it is anchored.
    record ChainHead(long chain, long sequence, byte[] mac, long newest, long anchored) {}

    /// The newest event of a chain, by its number and its MAC.
    record Newest(long chain, long sequence, byte[] mac) {}

    static List<ChainHead> heads(Tx tx) {
        return tx.list(
                """
                select chain, sequence, mac, (select max(sequence) from audit_events e where e.chain = c.chain) as newest,
                    coalesce((select a.sequence from audit_anchors a where a.chain = c.chain), 0) as anchored
                from audit_chains c order by chain
                """,
                row ->
                        new ChainHead(
                                row.number("chain"),
                                row.number("sequence"),
                                row.bytes("mac"),
                                row.findNumber("newest").orElse(0L),
                                row.number("anchored")));
    }

    /// The newest event of each chain, where head and events agree on it.
    static List<Newest> newest(Tx tx) {
        return tx.list(
                """
                select e.chain, e.sequence, e.mac from audit_chains c
                join audit_events e on e.chain = c.chain and e.sequence = c.sequence order by e.chain
                """,
                row -> new Newest(row.number("chain"), row.number("sequence"), row.bytes("mac")));
    }

    static Optional<byte[]> mac(Tx tx, long chain, long sequence) {
        return tx.find(
                "select mac from audit_events where chain = ? and sequence = ?",
                row -> row.bytes("mac"),
                chain,
                sequence);
    }

    static List<Chained> page(Tx tx, long chain, long from, int most) {
        return tx.list(
                "select * from audit_events where chain = ? and sequence >= ? order by sequence limit ?",
                AuditStore::chained,
                chain,
                from,
                most);
    }

    static boolean reachesBackTo(Tx tx, long chain, long sequence) {
        return tx.exists(
                "select 1 from audit_events where chain = ? and sequence <= ? limit 1",
                chain,
                sequence);
    }

    /// The chains that have events or an anchor but no head.
    static List<Long> headless(Tx tx) {
        return tx.list(
                """
                select chain from (select distinct chain from audit_events union select chain from audit_anchors) known
                where chain not in (select chain from audit_chains) order by chain
                """,
                row -> row.number("chain"));
    }

    static Optional<StoredEvent> find(Tx tx, EventId id) {
        return tx.find(
                "select * from audit_events where chain = ? and sequence = ?",
                StoredEvent::read,
                id.chain(),
                id.sequence());
    }

    static int removeUpTo(Tx tx, Anchor anchor) {
        return tx.update(
                "delete from audit_events where chain = ? and sequence <= ?",
                anchor.chain(),
                anchor.sequence());
    }

    /// How many events there are, by the ends of the chains.
    static long count(Tx tx) {
        return tx.find(
                        """
                        select (select coalesce(sum(sequence), 0) from audit_chains)
                            - (select coalesce(sum(sequence), 0) from audit_anchors) as n
                        """,
                        row -> row.number("n"))
                .orElse(0L);
    }

    private static Chained chained(Row row) throws SQLException {
        return new Chained(StoredEvent.read(row), row.bytes("mac"));
    }
}
