package dev.microauth.logout;

import dev.microauth.db.Row;
import dev.microauth.db.Tx;
import dev.microauth.jose.Algorithm;
import dev.microauth.session.SessionId;
import dev.microauth.subject.UserId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The rows of `session_clients`: which clients a session gave something to, and what they were told of its end.
final class LogoutStore {
    // A client that can be told, and a session that is not live any more for whichever reason. The
    // row of one that was deleted, or of a deleted person, is not there at all.
    private static final String ENDED =
            """
            select m.id from session_clients m
            join clients c on c.id = m.client
            left join sessions s on s.id = m.session_id
            left join subjects g on g.id = m.user_id
            where m.ended_at is null and c.backchannel_logout_uri is not null and m.id > ? and m.id <= ?
                and (s.id is null or g.id is null or s.ended_at is not null
                    or coalesce(s.idle_until, s.expires_at) <= ?
                    or s.generation <> case s.ring when 'admin' then g.admin_generation else g.generation end)
            """;

    private LogoutStore() {}

    /// A delivery that is due. `uri` is empty when the client has taken its address back.
    record Due(
            UUID id,
            UUID session,
            UserId user,
            String clientId,
            Optional<String> uri,
            Optional<Algorithm> algorithm,
            long attempts,
            Instant nextAttemptAt) {}

    /// Where a delivery stands. `open` is false when somebody settled it before.
    record Progress(UUID session, UserId user, long attempts, Instant endedAt, boolean open) {}

    static void join(Tx tx, UUID id, SessionId session, UUID client, UserId user, Instant now) {
        tx.update(
                """
                insert into session_clients (id, session_id, client, user_id, joined_at) values (?, ?, ?, ?, ?)
                on conflict (session_id, client) do nothing
                """,
                id,
                session.value(),
                client,
                user.value(),
                now);
    }

    /// A part of the rows, by their ids: after the one, up to the other.
    record Slice(UUID after, UUID until) {
        static final UUID FIRST = new UUID(0, 0);
        static final UUID LAST = new UUID(-1, -1);

        /// Where the next one begins; after the last it is the first again.
        UUID next() {
            return until.equals(LAST) ? FIRST : until;
        }
    }

    /// So many of the rows whose session is not known to have ended.
    static Slice slice(Tx tx, UUID after, int most) {
        return new Slice(
                after,
                tx.find(
                                """
                                select id from session_clients where ended_at is null and id > ?
                                order by id limit 1 offset ?
                                """,
                                row -> row.id("id"),
                                after,
                                most - 1)
                        .orElse(Slice.LAST));
    }

    static boolean anyEnded(Tx tx, Slice slice, Instant now) {
        return tx.exists(ENDED + " limit 1", slice.after(), slice.until(), now);
    }

    /// Notices sessions that ended, so that their clients are told from now on.
    static int noticeEnded(Tx tx, Slice slice, Instant now, int most) {
        return tx.update(
                "update session_clients set ended_at = ?, next_attempt_at = ? where ended_at is null and id in ("
                        + ENDED
                        + " order by m.id limit ?)",
                now,
                now,
                slice.after(),
                slice.until(),
                now,
                most);
    }

    static List<Due> due(Tx tx, Instant now, int most) {
        return tx.list(
                """
                select m.id, m.session_id, m.user_id, c.client_id, c.backchannel_logout_uri,
                    c.id_token_signed_response_alg, m.attempts, m.next_attempt_at
                from session_clients m join clients c on c.id = m.client
                where m.next_attempt_at <= ? order by m.next_attempt_at, m.id limit ?
                """,
                LogoutStore::due,
                now,
                most);
    }

    /// One statement decides which node sends it.
    static boolean lease(Tx tx, Due due, Instant now, Duration lease) {
        return tx.update(
                        """
                        update session_clients set attempts = attempts + 1, next_attempt_at = ?
                        where id = ? and next_attempt_at = ?
                        """,
                        now.plus(lease),
                        due.id(),
                        due.nextAttemptAt())
                == 1;
    }

    static boolean putBack(Tx tx, UUID id, Instant next) {
        return tx.update(
                        """
                        update session_clients set attempts = attempts - 1, next_attempt_at = ?
                        where id = ? and next_attempt_at is not null
                        """,
                        next,
                        id)
                == 1;
    }

    static boolean deliver(Tx tx, UUID id, Instant now) {
        return tx.update(
                        """
                        update session_clients set delivered_at = ?, next_attempt_at = null
                        where id = ? and delivered_at is null and given_up_at is null
                        """,
                        now,
                        id)
                == 1;
    }

    static void retry(Tx tx, UUID id, Instant next, String problem) {
        tx.update(
                """
                update session_clients set next_attempt_at = ?, last_problem = ?
                where id = ? and delivered_at is null and given_up_at is null
                """,
                next,
                problem,
                id);
    }

    static boolean giveUp(Tx tx, UUID id, Instant now, String problem) {
        return tx.update(
                        """
                        update session_clients set given_up_at = ?, next_attempt_at = null, last_problem = ?
                        where id = ? and delivered_at is null and given_up_at is null
                        """,
                        now,
                        problem,
                        id)
                == 1;
    }

    static Optional<Progress> progress(Tx tx, UUID id) {
        return tx.find(
                """
                select session_id, user_id, attempts, ended_at,
                    delivered_at is null and given_up_at is null as open
                from session_clients where id = ? and ended_at is not null
                """,
                row ->
                        new Progress(
                                row.id("session_id"),
                                new UserId(row.id("user_id")),
                                row.number("attempts"),
                                row.time("ended_at"),
                                row.flag("open")),
                id);
    }

    static List<LogoutRecord> ofSession(Tx tx, SessionId session) {
        return tx.list(
                """
                select c.client_id, c.backchannel_logout_uri is not null as can_be_told, m.joined_at, m.ended_at,
                    m.attempts, m.next_attempt_at, m.delivered_at, m.given_up_at, m.last_problem
                from session_clients m join clients c on c.id = m.client
                where m.session_id = ? order by m.joined_at, c.client_id
                """,
                row ->
                        new LogoutRecord(
                                row.text("client_id"),
                                row.flag("can_be_told"),
                                row.time("joined_at"),
                                row.findTime("ended_at"),
                                row.number("attempts"),
                                row.findTime("next_attempt_at"),
                                row.findTime("delivered_at"),
                                row.findTime("given_up_at"),
                                row.findText("last_problem")),
                session.value());
    }

    /// Removes what was settled before a moment.
    static int purgeSettled(Tx tx, Instant before, int most) {
        return tx.update(
                """
                delete from session_clients where id in
                    (select id from session_clients
                    where delivered_at < ? or given_up_at < ? limit ?)
                """,
                before,
                before,
                most);
    }

    /// Removes what nobody is told of: the session is gone, and its client has no address to be told at.
    static int purgeSilent(Tx tx, int most) {
        return tx.update(
                """
                delete from session_clients where id in
                    (select m.id from session_clients m join clients c on c.id = m.client
                    where m.ended_at is null and c.backchannel_logout_uri is null
                        and not exists (select 1 from sessions s where s.id = m.session_id) limit ?)
                """,
                most);
    }

    private static Due due(Row row) throws SQLException {
        return new Due(
                row.id("id"),
                row.id("session_id"),
                new UserId(row.id("user_id")),
                row.text("client_id"),
                row.findText("backchannel_logout_uri"),
                row.findText("id_token_signed_response_alg").map(Algorithm::valueOf),
                row.number("attempts"),
                row.time("next_attempt_at"));
    }
}
