package dev.microauth.token;

import dev.microauth.db.Row;
import dev.microauth.db.Selection;
import dev.microauth.db.SortKey;
import dev.microauth.db.Sorts;
import dev.microauth.db.Tx;
import dev.microauth.key.Ring;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.page.Page;
import dev.microauth.page.PageRequest;
import dev.microauth.subject.UserId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// The rows of `refresh_families` as administrators see them: those with a token that can still be used.
final class FamilyStore {
    private static final Sorts SORTS =
            Sorts.by(
                            SortKey.number("created_at"),
                            SortKey.number("last_used_at"),
                            SortKey.number("expires_at"),
                            SortKey.text("username"))
                    .byDefault("-created_at");
    private static final String LIVE =
            """
            select f.id, f.ring, f.user_id, u.username, c.client_id, f.session_id, f.scope, f.created_at,
                f.last_used_at, f.expires_at
            from refresh_families f
            join users u on u.id = f.user_id
            join subjects g on g.id = f.user_id
            left join clients c on c.id = f.client
            left join sessions x on x.id = f.session_id
            where f.revoked_at is null and f.expires_at > ? and x.ended_at is null
                and (x.id is null or coalesce(x.idle_until, x.expires_at) > ?)
                and f.generation = case f.ring when 'admin' then g.admin_generation else g.generation end
                and exists (select 1 from refresh_tokens r
                    where r.family_id = f.id and r.used_at is null and r.expires_at > ?)
            """;

    private FamilyStore() {}

    static Page<LiveFamily> page(Tx tx, PageRequest request, FamilyFilter filter, Instant now) {
        return Selection.from(LIVE, now, now, now)
                .where("user_id = ?", filter.user().map(UserId::value))
                .where("client_id = ?", filter.clientId())
                .where("ring = ?", filter.ring().map(Ring::label))
                .search("username like ?")
                .page(tx, request, SORTS, FamilyStore::family);
    }

    static Optional<LiveFamily> find(Tx tx, UUID id, Instant now) {
        return tx.find(LIVE + " and f.id = ?", FamilyStore::family, now, now, now, id);
    }

    static long count(Tx tx, Instant now) {
        return tx.find(
                        "select count(*) as n from refresh_families where revoked_at is null and expires_at > ?",
                        row -> row.number("n"),
                        now)
                .orElse(0L);
    }

    /// Removes families that ran out before a moment, with their tokens.
    static int purge(Tx tx, Instant before, int most) {
        return tx.update(
                """
                delete from refresh_families where id in
                    (select id from refresh_families where expires_at <= ? order by expires_at limit ?)
                """,
                before,
                most);
    }

    private static LiveFamily family(Row row) throws SQLException {
        return new LiveFamily(
                row.id("id"),
                Ring.valueOf(row.text("ring").toUpperCase(Locale.ROOT)),
                new UserId(row.id("user_id")),
                row.text("username"),
                row.findText("client_id"),
                row.findId("session_id"),
                ScopeSet.parse(row.text("scope")),
                row.time("created_at"),
                row.time("last_used_at"),
                row.time("expires_at"));
    }
}
