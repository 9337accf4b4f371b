package dev.microauth.token;

import dev.microauth.db.Row;
import dev.microauth.db.Tx;
import dev.microauth.oauth.Assurance;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.subject.ClientId;
import dev.microauth.subject.UserId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The rows of `refresh_families` and `refresh_tokens`.
final class RefreshStore {
    private RefreshStore() {}

    static Optional<RefreshToken> find(Tx tx, byte[] hash) {
        return tx.find(
                """
                select f.*, r.issued_at, r.used_at,
                    case when coalesce(x.idle_until, x.expires_at) < r.expires_at
                        then coalesce(x.idle_until, x.expires_at) else r.expires_at end as token_expires_at,
                    x.ended_at is null
                        and f.generation = case f.ring when 'admin' then s.admin_generation else s.generation end
                        as is_current
                from refresh_tokens r join refresh_families f on f.id = r.family_id
                join subjects s on s.id = f.user_id
                left join sessions x on x.id = f.session_id
                where r.hash = ?
                """,
                RefreshStore::token,
                hash);
    }

    /// The client of a family of the auth ring, while it is active.
    static Optional<ClientId> findClient(Tx tx, RefreshToken.Family family) {
        return tx.find(
                "select client_id from clients where id = ? and is_active",
                row -> new ClientId(row.text("client_id")),
                family.client());
    }

    static void insertFamily(Tx tx, RefreshToken.Family family) {
        tx.update(
                """
                insert into refresh_families (id, ring, client, user_id, scope, id_token_claims, userinfo_claims, acr,
                    auth_time, amr, session_id, generation, created_at, last_used_at, expires_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                family.id(),
                family.ring(),
                family.client(),
                family.user().value(),
                family.scopes().toString(),
                String.join(" ", family.claims().idToken()),
                String.join(" ", family.claims().userinfo()),
                family.claims().acr().map(Assurance::acr),
                family.authTime(),
                String.join(" ", family.methods()),
                family.session(),
                family.generation(),
                family.createdAt(),
                family.createdAt(),
                family.expiresAt());
    }

    static void insert(Tx tx, byte[] hash, UUID family, Instant now, Instant expiresAt) {
        tx.update(
                "insert into refresh_tokens (hash, family_id, issued_at, expires_at) values (?, ?, ?, ?)",
                hash,
                family,
                now,
                expiresAt);
    }

    /// Notes a use, and keeps others from the family until the end of the transaction; false when it was revoked.
    static boolean hold(Tx tx, UUID family, Instant now) {
        return tx.update(
                        "update refresh_families set last_used_at = ? where id = ? and revoked_at is null",
                        now,
                        family)
                == 1;
    }

    static boolean stands(Tx tx, UUID family) {
        return tx.find(
                        "select id from refresh_families where id = ? and revoked_at is null",
                        row -> true,
                        family)
                .isPresent();
    }

    /// Security B15: one statement decides who was first, also between several nodes.
    static boolean use(Tx tx, byte[] hash, Instant now) {
        return tx.update(
                        "update refresh_tokens set used_at = ? where hash = ? and used_at is null",
                        now,
                        hash)
                == 1;
    }

    /// True when this call ended the family.
    static boolean revokeFamily(Tx tx, UUID family, Instant now) {
        return tx.update(
                        "update refresh_families set revoked_at = ? where id = ? and revoked_at is null",
                        now,
                        family)
                == 1;
    }

    /// Removes tokens and families that ended before the given moment; returns how many rows went.
    static int purge(Tx tx, Instant before, int most) {
        return tx.update(
                        """
                        delete from refresh_tokens where hash in
                            (select hash from refresh_tokens where expires_at < ? limit ?)
                        """,
                        before,
                        most)
                + tx.update(
                        """
                        delete from refresh_families where id in
                            (select id from refresh_families where expires_at < ? limit ?)
                        """,
                        before,
                        most);
    }

    private static RefreshToken token(Row row) throws SQLException {
        var family =
                new RefreshToken.Family(
                        row.id("id"),
                        row.text("ring"),
                        row.findId("client"),
                        new UserId(row.id("user_id")),
                        ScopeSet.parse(row.text("scope")),
                        AskedClaims.parse(
                                row.text("id_token_claims"),
                                row.text("userinfo_claims"),
                                row.findText("acr")),
                        row.time("auth_time"),
                        List.of(row.text("amr").split(" ")),
                        row.findId("session_id"),
                        row.number("generation"),
                        row.time("created_at"),
                        row.time("expires_at"),
                        row.findTime("revoked_at"),
                        row.flag("is_current"));
        return new RefreshToken(
                family,
                row.time("issued_at"),
                row.time("token_expires_at"),
                row.findTime("used_at"));
    }
}
