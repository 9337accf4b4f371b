package dev.microauth.token;

import dev.microauth.client.Client;
import dev.microauth.client.ClientId;
import dev.microauth.db.Row;
import dev.microauth.db.Tx;
import dev.microauth.key.Ring;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.user.UserId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// The rows of `tokens`, each read together with the state of its client and user: a token is live only
/// as long as they are.
final class TokenStore {
    private TokenStore() {}

    /// What the database says of a token now.
    record TokenRow(
            Ring ring,
            Optional<ClientId> clientId,
            Optional<UserId> userId,
            ScopeSet scopes,
            Instant expiresAt,
            boolean isLive) {}

    static void insert(Tx tx, AccessToken token, Optional<UUID> family) {
        Optional<UUID> user =
                token.subject() instanceof Subject.OfUser of
                        ? Optional.of(of.id().value())
                        : Optional.empty();
        tx.update(
                """
                insert into tokens (jti, ring, client, user_id, family_id, scope, issued_at, expires_at)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                token.id().value(),
                token.ring().label(),
                token.client().map(Client::id),
                user,
                family,
                token.scopes().toString(),
                token.issuedAt(),
                token.expiresAt());
    }

    static Optional<TokenRow> find(Tx tx, TokenId id, Instant now) {
        return tx.find(
                """
                select t.ring, t.scope, t.expires_at, t.user_id, c.client_id,
                    t.revoked_at is null and t.expires_at > ?
                        and (t.client is null or c.is_active)
                        and (t.user_id is null or u.is_active and coalesce(u.lockout_until, 0) <= ?) as live
                from tokens t
                left join clients c on c.id = t.client
                left join users u on u.id = t.user_id
                where t.jti = ?
                """,
                TokenStore::row,
                now,
                now,
                id.value());
    }

    /// True when this call revoked it, false when it was revoked before or is unknown.
    static boolean revoke(Tx tx, TokenId id, Instant now) {
        return tx.update(
                        "update tokens set revoked_at = ? where jti = ? and revoked_at is null",
                        now,
                        id.value())
                == 1;
    }

    static int revokeFamily(Tx tx, UUID family, Instant now) {
        return tx.update(
                "update tokens set revoked_at = ? where family_id = ? and revoked_at is null",
                now,
                family);
    }

    /// Removes rows that ended before the given moment; returns how many.
    static int purge(Tx tx, Instant before, int most) {
        return tx.update(
                "delete from tokens where jti in (select jti from tokens where expires_at < ? limit ?)",
                before,
                most);
    }

    private static TokenRow row(Row row) throws SQLException {
        return new TokenRow(
                Ring.valueOf(row.text("ring").toUpperCase(Locale.ROOT)),
                row.findText("client_id").map(ClientId::new),
                row.findId("user_id").map(UserId::new),
                ScopeSet.parse(row.text("scope")),
                row.time("expires_at"),
                row.flag("live"));
    }
}
