package dev.microauth.session;

import dev.microauth.db.Row;
import dev.microauth.db.Selection;
import dev.microauth.db.SortKey;
import dev.microauth.db.Sorts;
import dev.microauth.db.Tx;
import dev.microauth.key.Ring;
import dev.microauth.page.Page;
import dev.microauth.page.PageRequest;
import dev.microauth.subject.UserId;
import java.net.InetAddress;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The rows of `sessions`. One is live until it ends, expires, or its user's tokens are ended all at once.
final class SessionStore {
    private static final Sorts SORTS =
            Sorts.by(
                            SortKey.number("created_at"),
                            SortKey.number("last_seen_at"),
                            SortKey.number("expires_at"),
                            SortKey.text("username"))
                    .byDefault("-created_at");
    private static final String LIVE =
            """
            select s.id, s.ring, s.user_id, u.username, c.client_id, s.auth_time, s.amr, s.ip, s.user_agent,
                s.created_at, s.last_seen_at, s.expires_at, s.generation
            from sessions s
            join users u on u.id = s.user_id
            join subjects g on g.id = s.user_id
            left join clients c on c.id = s.client
            where s.expires_at > ? and s.ended_at is null
                and s.generation = case s.ring when 'admin' then g.admin_generation else g.generation end
            """;

    private SessionStore() {}

    static void insert(Tx tx, SessionId id, NewSession session, Instant now) {
        tx.update(
                """
                insert into sessions (id, ring, user_id, client, auth_time, amr, ip, user_agent, generation, created_at,
                    last_seen_at, expires_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                id.value(),
                session.ring().label(),
                session.user().value(),
                session.client(),
                session.authTime(),
                String.join(" ", session.methods()),
                session.origin().address().map(InetAddress::getHostAddress),
                session.origin().userAgent(),
                session.generation(),
                now,
                now,
                session.expiresAt());
    }

    static void seen(Tx tx, SessionId id, Instant now) {
        tx.update("update sessions set last_seen_at = ? where id = ?", now, id.value());
    }

    static Optional<Session> find(Tx tx, SessionId id, Instant now) {
        return tx.find(LIVE + " and s.id = ?", SessionStore::session, now, id.value());
    }

    static Page<Session> page(Tx tx, PageRequest request, SessionFilter filter, Instant now) {
        return Selection.from(LIVE, now)
                .where("user_id = ?", filter.user().map(UserId::value))
                .where("client_id = ?", filter.clientId())
                .where("ring = ?", filter.ring().map(Ring::label))
                .search("username like ?")
                .page(tx, request, SORTS, SessionStore::session);
    }

    static long count(Tx tx, Instant now) {
        return tx.find(
                        "select count(*) as n from sessions where expires_at > ? and ended_at is null",
                        row -> row.number("n"),
                        now)
                .orElse(0L);
    }

    /// True when this call ended it, false when it had ended before.
    static boolean end(Tx tx, SessionId id, Instant now) {
        return tx.update(
                        "update sessions set ended_at = ? where id = ? and ended_at is null and expires_at > ?",
                        now,
                        id.value(),
                        now)
                == 1;
    }

    /// Ends all of a user's but one; returns how many ended.
    static int endAll(Tx tx, UserId user, Optional<SessionId> except, Instant now) {
        return except.map(kept ->
                        tx.update(
                                """
                                update sessions set ended_at = ?
                                where user_id = ? and id <> ? and ended_at is null and expires_at > ?
                                """,
                                now,
                                user.value(),
                                kept.value(),
                                now))
                .orElseGet(() ->
                        tx.update(
                                """
                                update sessions set ended_at = ?
                                where user_id = ? and ended_at is null and expires_at > ?
                                """,
                                now,
                                user.value(),
                                now));
    }

    /// Removes what ran out before a moment, with what was issued under it.
    static int purge(Tx tx, Instant before, int most) {
        return tx.update(
                """
                delete from sessions where id in
                    (select id from sessions where expires_at <= ? order by expires_at limit ?)
                """,
                before,
                most);
    }

    static Session session(Row row) throws SQLException {
        return new Session(
                new SessionId(row.id("id")),
                Ring.valueOf(row.text("ring").toUpperCase(Locale.ROOT)),
                new UserId(row.id("user_id")),
                row.text("username"),
                row.findText("client_id"),
                row.time("auth_time"),
                List.of(row.text("amr").split(" ")),
                row.findText("ip"),
                row.findText("user_agent"),
                row.time("created_at"),
                row.time("last_seen_at"),
                row.time("expires_at"),
                row.number("generation"));
    }
}
