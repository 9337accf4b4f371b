package dev.microauth.token;

import dev.microauth.db.Tx;
import dev.microauth.subject.UserId;
import java.time.Instant;
import java.util.UUID;

/// Whatever clients hold of one person.
public final class ClientTokens {
    private ClientTokens() {}

    /// Part of a change: the same for all clients together, on both rings. Returns how many families ended.
    static int revokeAll(Tx tx, UserId user, Instant now) {
        tx.update(
                """
                update authorization_codes set used_at = coalesce(used_at, ?), jti = null
                where user_id = ? and (used_at is null or jti is not null)
                """,
                now,
                user.value());
        int families =
                tx.update(
                        """
                        update refresh_families set revoked_at = ?
                        where user_id = ? and revoked_at is null and expires_at > ?
                        """,
                        now,
                        user.value(),
                        now);
        tx.update(
                "update tokens set revoked_at = ? where user_id = ? and revoked_at is null and expires_at > ?",
                now,
                user.value(),
                now);
        return families;
    }

    /// Part of a change: ends every token and refresh token, and every code that could be turned into some.
    public static void revokeAll(Tx tx, UserId user, UUID client, Instant now) {
        // In the order in which tokens are made, so that what is made meanwhile is waited for and
        // found:
        // whoever redeems takes the code first, whoever refreshes the family.
        tx.update(
                """
                update authorization_codes set used_at = coalesce(used_at, ?), jti = null
                where user_id = ? and client = ? and (used_at is null or jti is not null)
                """,
                now,
                user.value(),
                client);
        tx.update(
                """
                update refresh_families set revoked_at = ?
                where user_id = ? and client = ? and revoked_at is null
                """,
                now,
                user.value(),
                client);
        tx.update(
                "update tokens set revoked_at = ? where user_id = ? and client = ? and revoked_at is null",
                now,
                user.value(),
                client);
    }
}
