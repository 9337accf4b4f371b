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
import java.util.UUID;

/// The rows of `sessions`. One is live until it ends, expires, was idle for too long, or its user's tokens are ended all
/// at once.
final class SessionStore {
    private static final Sorts SORTS =
            Sorts.by(
                            SortKey.number("created_at"),
                            SortKey.number("last_seen_at"),
                            SortKey.number("expires_at"),
                            SortKey.text("username"))
                    .byDefault("-created_at");
    private static final String EACH =
            """
            select s.id, s.ring, s.user_id, u.username, c.client_id, s.auth_time, s.amr, s.ip, s.user_agent,
                s.created_at, s.last_seen_at, s.idle_until, s.expires_at, s.generation
            from sessions s
            join users u on u.id = s.user_id
            join subjects g on g.id = s.user_id
            left join clients c on c.id = s.client
            """;
    private static final String LIVE =
            EACH
                    + """
                    where s.expires_at > ? and s.ended_at is null and coalesce(s.idle_until, s.expires_at) > ?
                        and s.generation = case s.ring when 'admin' then g.admin_generation else g.generation end
                    """;

    /// The id of no session.
    private static final UUID NOBODY = new UUID(0, 0);

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

    /// Notes a use, which moves the end of a session that idles; false when it has ended.
    ///
    /// @param idleEnd when its idle time is over if nothing else happens
    static boolean use(Tx tx, SessionId id, Instant now, Instant idleEnd) {
        return tx.update(
                        """
                        update sessions set last_seen_at = ?,
                            idle_until = case when idle_until is null then null
                                when expires_at < ? then expires_at else ? end
                        where id = ? and ended_at is null and expires_at > ? and coalesce(idle_until, expires_at) > ?
                        """,
                        now,
                        idleEnd,
                        idleEnd,
                        id.value(),
                        now,
                        now)
                == 1;
    }

    static Optional<Session> find(Tx tx, SessionId id, Instant now) {
        return tx.find(LIVE + " and s.id = ?", SessionStore::session, now, now, id.value());
    }

    /// The session of a browser, while its person may enter.
    static Optional<Session> find(Tx tx, Ring ring, byte[] referenceHash, Instant now) {
        return tx.find(
                LIVE
                        + """
                         and s.reference_hash = ? and s.ring = ?
                            and u.is_active and coalesce(u.lockout_until, 0) <= ?
                        """,
                SessionStore::session,
                now,
                now,
                referenceHash,
                ring.label(),
                now);
    }

    /// Live or not.
    static Session get(Tx tx, SessionId id) {
        return tx.find(EACH + " where s.id = ?", SessionStore::session, id.value()).orElseThrow();
    }

    static Page<Session> page(Tx tx, PageRequest request, SessionFilter filter, Instant now) {
        return Selection.from(LIVE, now, now)
                .where("user_id = ?", filter.user().map(UserId::value))
                .where("client_id = ?", filter.clientId())
                .where("ring = ?", filter.ring().map(Ring::label))
                .search("username like ?")
                .page(tx, request, SORTS, SessionStore::session);
    }

    static long count(Tx tx, Instant now) {
        return tx.find(
                        """
                        select count(*) as n from sessions
                        where expires_at > ? and ended_at is null and coalesce(idle_until, expires_at) > ?
                        """,
                        row -> row.number("n"),
                        now,
                        now)
                .orElse(0L);
    }

    /// True when this call ended it, false when it had ended before.
    static boolean end(Tx tx, SessionId id, Instant now) {
        return tx.update(
                        """
                        update sessions set ended_at = ?
                        where id = ? and ended_at is null and coalesce(idle_until, expires_at) > ?
                        """,
                        now,
                        id.value(),
                        now)
                == 1;
    }

    /// Ends all of a user's on one port but one; returns how many ended.
    static int endAll(Tx tx, UserId user, Ring ring, Optional<SessionId> except, Instant now) {
        return tx.update(
                """
                update sessions set ended_at = ?
                where user_id = ? and ring = ? and ended_at is null and coalesce(idle_until, expires_at) > ?
                    and id <> ?
                """,
                now,
                user.value(),
                ring.label(),
                now,
                except.map(SessionId::value).orElse(NOBODY));
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
                row.findTime("idle_until"),
                row.time("expires_at"),
                row.number("generation"));
    }
}
