package dev.microauth.site;

import dev.microauth.db.Tx;
import dev.microauth.session.SessionId;
import java.time.Instant;
import java.util.Optional;

/// The rows of `site_tickets` and `site_cookies`.
final class SiteStore {
    private SiteStore() {}

    static void insertTicket(
            Tx tx, byte[] hash, SessionId session, ProtectedSite site, Instant expiresAt) {
        tx.update(
                """
                insert into site_tickets (hash, session_id, client, origin, expires_at) values (?, ?, ?, ?, ?)
                """,
                hash,
                session.value(),
                site.client().id(),
                site.origin(),
                expiresAt);
    }

    static Optional<SessionId> sessionOfTicket(Tx tx, byte[] hash, ProtectedSite site) {
        return tx.find(
                "select session_id from site_tickets where hash = ? and client = ? and origin = ?",
                row -> new SessionId(row.id("session_id")),
                hash,
                site.client().id(),
                site.origin());
    }

    /// Of parallel calls one gets true.
    static boolean spend(Tx tx, byte[] hash, ProtectedSite site, Instant now) {
        return tx.update(
                        """
                        update site_tickets set used_at = ?
                        where hash = ? and client = ? and origin = ? and used_at is null and expires_at > ?
                        """,
                        now,
                        hash,
                        site.client().id(),
                        site.origin(),
                        now)
                == 1;
    }

    /// A session is of one browser, and a browser keeps one cookie of a site.
    static void replaceCookie(
            Tx tx, byte[] hash, SessionId session, ProtectedSite site, Instant now) {
        tx.update(
                "delete from site_cookies where session_id = ? and origin = ?",
                session.value(),
                site.origin());
        tx.update(
                "insert into site_cookies (hash, session_id, client, origin, created_at) values (?, ?, ?, ?, ?)",
                hash,
                session.value(),
                site.client().id(),
                site.origin(),
                now);
    }

    static Optional<SessionId> sessionOfCookie(Tx tx, byte[] hash, ProtectedSite site) {
        return tx.find(
                "select session_id from site_cookies where hash = ? and client = ? and origin = ?",
                row -> new SessionId(row.id("session_id")),
                hash,
                site.client().id(),
                site.origin());
    }

    static int purge(Tx tx, Instant now, int most) {
        return tx.update(
                """
                delete from site_tickets where hash in
                    (select hash from site_tickets where expires_at <= ? limit ?)
                """,
                now,
                most);
    }
}
