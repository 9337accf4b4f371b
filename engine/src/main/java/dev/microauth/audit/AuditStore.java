package dev.microauth.audit;

import dev.microauth.db.Row;
import dev.microauth.db.Selection;
import dev.microauth.db.SortKey;
import dev.microauth.db.Sorts;
import dev.microauth.db.Tx;
import dev.microauth.page.Page;
import dev.microauth.page.PageRequest;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

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

    private static final Sorts SORTS =
            Sorts.by(SortKey.number("happened_at").named("time"))
                    .unique(SortKey.number("chain"), SortKey.number("sequence"))
                    .byDefault("-time");

    /// A page of what is asked for, without a total where nothing is: the ends of the chains know that one.
    static Page<StoredEvent> page(Tx tx, PageRequest request, AuditQuery query) {
        Selection wanted = selection(query);
        return query.equals(AuditQuery.ALL) && request.q().isEmpty()
                ? counted(wanted.uncounted(tx, request, SORTS, StoredEvent::read), count(tx))
                : wanted.page(tx, request, SORTS, StoredEvent::read);
    }

    static Page<StoredEvent> uncounted(Tx tx, PageRequest request, AuditQuery query) {
        return selection(query).uncounted(tx, request, SORTS, StoredEvent::read);
    }

    private static Page<StoredEvent> counted(Page<StoredEvent> page, long total) {
        return new Page<>(page.items(), page.next(), Optional.of(total), Optional.empty());
    }

    private static Selection selection(AuditQuery query) {
        return Selection.from("select * from audit_events")
                .where("action = ?", query.action())
                .where("actor_id = ?", query.actorId())
                .where("target_id = ? or second_target_id = ?", query.targetId(), query.targetId())
                .where("outcome = ?", query.outcome())
                .where("client_id = ?", query.clientId())
                .where("ip = ?", query.ip())
                .where("happened_at >= ?", query.since())
                .where("happened_at < ?", query.until())
                .search(
                        """
                        action like ? or lower(detail) like ? or lower(coalesce(actor_id, '')) like ?
                            or lower(coalesce(target_id, '')) like ? or lower(coalesce(second_target_id, '')) like ?
                        """);
    }

    /// What happened to somebody's way in, newest first. The actions are those of the index that this reads.
    static List<StoredEvent> aboutEntry(Tx tx, String userId, int most) {
        return tx.list(
                """
                select * from audit_events
                where target_id = ? and action in ('user.login', 'password.prove', 'user.reset',
                    'user-password.change', 'user-password.set', 'totp.confirm', 'totp.remove',
                    'recovery-codes.replace', 'passkey.add', 'passkey.remove', 'passkey.suspect')
                order by happened_at desc, chain desc, sequence desc limit ?
                """,
                StoredEvent::read,
                userId,
                most);
    }

    /// How sign-ins went in a span of time: the number of each outcome.
    static Map<String, Long> signIns(Tx tx, Instant since, Instant until) {
        return tx
                .list(
                        """
                        select outcome, count(*) as n from audit_events
                        where action = 'user.login' and happened_at >= ? and happened_at < ? group by outcome
                        """,
                        row -> Map.entry(row.text("outcome"), row.number("n")),
                        since,
                        until)
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Chained chained(Row row) throws SQLException {
        return new Chained(StoredEvent.read(row), row.bytes("mac"));
    }
}
