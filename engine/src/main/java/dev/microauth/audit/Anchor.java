package dev.microauth.audit;

import dev.microauth.db.Row;
import dev.microauth.db.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where a chain begins once older events are gone: the number and the MAC of the last one that went. The seal
/// is made with the key of the chain, so that nobody else can let events go.
record Anchor(long chain, long sequence, byte[] mac, Instant at, byte[] seal) {
    static Optional<Anchor> find(Tx tx, long chain) {
        return tx.find("select * from audit_anchors where chain = ?", Anchor::read, chain);
    }

    static List<Anchor> list(Tx tx) {
        return tx.list("select * from audit_anchors order by chain", Anchor::read);
    }

    void save(Tx tx) {
        tx.update(
                """
                insert into audit_anchors (chain, sequence, mac, anchored_at, seal) values (?, ?, ?, ?, ?)
                on conflict (chain) do update set sequence = excluded.sequence, mac = excluded.mac,
                    anchored_at = excluded.anchored_at, seal = excluded.seal
                """,
                chain,
                sequence,
                mac,
                at,
                seal);
    }

    private static Anchor read(Row row) throws SQLException {
        return new Anchor(
                row.number("chain"),
                row.number("sequence"),
                row.bytes("mac"),
                row.time("anchored_at"),
                row.bytes("seal"));
    }
}
