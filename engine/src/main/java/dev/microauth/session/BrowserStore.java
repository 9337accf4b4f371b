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

    /// What a session has to be lifted by, after its person's count went up by one.
    private record Lift(long from, long to, boolean hasReference) {}

    /// Lifts a session, and what was issued under it, to the count of its person, if it was live until the last step of
    /// that count. Whatever had died before stays dead. Answers whether it has a reference; empty when it was not lifted.
    static Optional<Boolean> lift(Tx tx, SessionId id, Instant now) {
        Optional<Lift> due =
                tx.find(
                        """
                        select s.generation, s.reference_hash is not null as has_reference,
                            case s.ring when 'admin' then g.admin_generation else g.generation end as reached
                        from sessions s join subjects g on g.id = s.user_id
                        where s.id = ? and s.ended_at is null and s.expires_at > ?
                            and coalesce(s.idle_until, s.expires_at) > ?
                        """,
                        row ->
                                new Lift(
                                        row.number("generation"),
                                        row.number("reached"),
                                        row.flag("has_reference")),
                        id.value(),
                        now,
                        now);
        return due.filter(lift -> lift.from() + 1 == lift.to())
                .map(lift -> {
                    tx.update(
                            "update sessions set generation = ? where id = ?",
                            lift.to(),
                            id.value());
                    tx.update(
                            "update tokens set generation = ? where session_id = ? and generation = ?",
                            lift.to(),
                            id.value(),
                            lift.from());
                    tx.update(
                            "update refresh_families set generation = ? where session_id = ? and generation = ?",
                            lift.to(),
                            id.value(),
                            lift.from());
                    return lift.hasReference();
                });
    }

    static void setReference(Tx tx, SessionId id, byte[] referenceHash) {
        tx.update("update sessions set reference_hash = ? where id = ?", referenceHash, id.value());
    }

    private static Optional<String> address(Origin origin) {
        return origin.address().map(InetAddress::getHostAddress);
    }
}
