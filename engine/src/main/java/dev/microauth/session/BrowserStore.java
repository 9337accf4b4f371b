package dev.microauth.session;

import dev.microauth.actor.Origin;
import dev.microauth.db.Tx;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;

/// The rows of `sessions` that a browser holds, each by a reference of which the hash is stored.
final class BrowserStore {
    private BrowserStore() {}

    /// How a session stands after somebody proved who they are.
    record Standing(NewSession session, byte[] referenceHash, Instant idleUntil) {}

    static void insert(Tx tx, SessionId id, Standing standing, Instant now) {
        SessionStore.insert(tx, id, standing.session(), now);
        tx.update(
                "update sessions set reference_hash = ?, idle_until = ? where id = ?",
                standing.referenceHash(),
                standing.idleUntil(),
                id.value());
    }

    /// Security A21: the same session under another reference, while it is live and of the same person. False when it
    /// is not.
    static boolean renew(Tx tx, SessionId id, Standing standing, Instant now) {
        NewSession session = standing.session();
        return tx.update(
                        """
                        update sessions set reference_hash = ?, idle_until = ?, auth_time = ?, amr = ?, ip = ?,
                            user_agent = ?, last_seen_at = ?, expires_at = ?
                        where id = ? and ring = ? and user_id = ? and generation = ? and reference_hash is not null
                            and ended_at is null and idle_until > ?
                        """,
                        standing.referenceHash(),
                        standing.idleUntil(),
                        session.authTime(),
                        String.join(" ", session.methods()),
                        address(session.origin()),
                        session.origin().userAgent(),
                        now,
                        session.expiresAt(),
                        id.value(),
                        session.ring().label(),
                        session.user().value(),
                        session.generation(),
                        now)
                == 1;
    }

    /// Lifts a session to the count of its person, after that went up by one, if it was live until then; false when it
    /// was not. What was issued under it stays behind.
    static boolean lift(Tx tx, SessionId id, Instant now) {
        return tx.update(
                        """
                        update sessions set generation = generation + 1
                        where id = ? and ended_at is null and expires_at > ? and coalesce(idle_until, expires_at) > ?
                            and generation + 1 =
                                (select case sessions.ring when 'admin' then g.admin_generation else g.generation end
                                    from subjects g where g.id = sessions.user_id)
                        """,
                        id.value(),
                        now,
                        now)
                == 1;
    }

    /// What the session has at protected sites. Each fetches it anew for whoever is signed in.
    static void leaveSites(Tx tx, SessionId id) {
        tx.update("delete from site_tickets where session_id = ?", id.value());
        tx.update("delete from site_cookies where session_id = ?", id.value());
    }

    /// False for a session that no browser holds.
    static boolean setReference(Tx tx, SessionId id, byte[] referenceHash) {
        return tx.update(
                        "update sessions set reference_hash = ? where id = ? and reference_hash is not null",
                        referenceHash,
                        id.value())
                == 1;
    }

    private static Optional<String> address(Origin origin) {
        return origin.address().map(InetAddress::getHostAddress);
    }
}
