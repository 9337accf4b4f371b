package dev.microauth.token;

import dev.microauth.db.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The rows of `revocations`. Triggers write them; only what ends without a write is added here.
final class RevocationStore {
    private RevocationStore() {}

    /// A token that died before its time.
    ///
    /// @param mark of the entry, for a cursor
    record Dead(UUID id, Instant expiresAt, UUID mark) {}

    /// Those noted behind a cursor that expire after a moment, in their order.
    static List<Dead> after(Tx tx, Optional<RevocationCursor> cursor, Instant moment, int most) {
        long from =
                cursor.flatMap(known ->
                                tx.find(
                                        "select sequence from revocations where mark = ?",
                                        row -> row.number("sequence"),
                                        known.mark()))
                        .orElse(0L);
        return tx.list(
                """
                select jti, expires_at, mark from revocations where sequence > ? and expires_at > ?
                order by sequence limit ?
                """,
                row -> new Dead(row.id("jti"), row.time("expires_at"), row.id("mark")),
                from,
                moment,
                most);
    }

    /// The number of the last one that was noted.
    static long last(Tx tx) {
        return tx.find("select last from revocation_order", row -> row.number("last")).orElse(0L);
    }

    /// Whether a session ran out in a span of time that a token is left of.
    static boolean hasRunOut(Tx tx, Instant from, Instant to) {
        return tx.exists(
                """
                select 1 from sessions x join tokens t on t.session_id = x.id
                where (x.idle_until > ? and x.idle_until <= ? or x.expires_at > ? and x.expires_at <= ?)
                    and x.ended_at is null and t.ring = 'auth' and t.revoked_at is null and t.expires_at > ?
                """,
                from,
                to,
                from,
                to,
                to);
    }

    /// Notes the tokens that such sessions left.
    static int noteRunOut(Tx tx, Instant from, Instant to) {
        return tx.update(
                """
                insert into revocations (jti, expires_at)
                select t.jti, t.expires_at from sessions x join tokens t on t.session_id = x.id
                where (x.idle_until > ? and x.idle_until <= ? or x.expires_at > ? and x.expires_at <= ?)
                    and x.ended_at is null and t.ring = 'auth' and t.revoked_at is null and t.expires_at > ?
                on conflict do nothing
                """,
                from,
                to,
                from,
                to,
                to);
    }

    /// Removes those that expired before a moment; returns how many.
    static int purge(Tx tx, Instant before, int most) {
        return tx.update(
                "delete from revocations where jti in (select jti from revocations where expires_at < ? limit ?)",
                before,
                most);
    }
}
