package dev.microauth.token;

import dev.microauth.client.Client;
import dev.microauth.db.Row;
import dev.microauth.db.Tx;
import dev.microauth.key.Ring;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.subject.ClientId;
import dev.microauth.subject.ServiceAccountId;
import dev.microauth.subject.SubjectId;
import dev.microauth.subject.UserId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// The rows of `tokens`, each read together with the state of its client and user: a token is live only
/// as long as they are.
final class TokenStore {
    // After the cap was lowered: the next token ends the rest.
    private static final int MOST_ENDED = 500;

    private static final String LIVE =
            """
            from tokens t
            join subjects s on s.id = t.user_id
            left join clients c on c.id = t.client
            left join sessions x on x.id = t.session_id
            where t.user_id = ? and t.revoked_at is null and t.expires_at > ? and x.ended_at is null
                and (x.id is null or coalesce(x.idle_until, x.expires_at) > ?)
                and t.generation = case t.ring when 'admin' then s.admin_generation else s.generation end
            """;

    private TokenStore() {}

    /// What the database says of a token now.
    record TokenRow(
            Ring ring,
            Optional<ClientId> clientId,
            Optional<SubjectId> subjectId,
            Optional<UUID> session,
            ScopeSet scopes,
            List<String> userinfoClaims,
            Instant expiresAt,
            boolean isLive,
            Optional<Instant> sessionEnd) {}

    static void insert(Tx tx, AccessToken token, Lineage lineage, List<String> userinfo) {
        Optional<UUID> user = Optional.empty();
        Optional<UUID> account = Optional.empty();
        long generation = 0;
        switch (token.subject()) {
            case Subject.OfClient _ -> {}
            case Subject.OfUser of -> {
                user = Optional.of(of.id().value());
                generation = of.generation();
            }
            case Subject.OfServiceAccount of -> {
                account = Optional.of(of.id().value());
                generation = of.generation();
            }
        }
        tx.update(
                """
                insert into tokens (jti, ring, client, user_id, service_account, family_id, session_id, generation, scope,
                    userinfo_claims, issued_at, expires_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                token.id().value(),
                token.ring().label(),
                token.client().map(Client::id),
                user,
                account,
                lineage.family(),
                lineage.session(),
                generation,
                token.scopes().toString(),
                String.join(" ", userinfo),
                token.issuedAt(),
                token.expiresAt());
    }

    static Optional<TokenRow> find(Tx tx, TokenId id, Instant now) {
        return tx.find(
                """
                select t.ring, t.scope, t.userinfo_claims, t.expires_at, t.user_id, t.service_account, t.session_id,
                    coalesce(x.idle_until, x.expires_at) as session_end,
                    coalesce(c.client_id, a.name) as client_id,
                    t.revoked_at is null and t.expires_at > ?
                        and (t.client is null or c.is_active)
                        and (t.user_id is null or u.is_active and coalesce(u.lockout_until, 0) <= ?)
                        and (t.service_account is null or a.is_active)
                        and x.ended_at is null
                        and (x.id is null or coalesce(x.idle_until, x.expires_at) > ?)
                        and (s.id is null
                            or t.generation = case t.ring when 'admin' then s.admin_generation else s.generation end)
                        as live
                from tokens t
                left join clients c on c.id = t.client
                left join users u on u.id = t.user_id
                left join service_accounts a on a.id = t.service_account
                left join sessions x on x.id = t.session_id
                left join subjects s on s.id = coalesce(t.user_id, t.service_account)
                where t.jti = ?
                """,
                TokenStore::row,
                now,
                now,
                now,
                id.value());
    }

    /// The live tokens of a person whose own state is not asked.
    static List<IssuedToken> live(Tx tx, UserId user, Instant now, int most) {
        return tx.list(
                "select t.jti, t.ring, c.client_id, t.session_id, t.scope, t.issued_at, t.expires_at "
                        + LIVE
                        + " order by t.issued_at desc, t.jti limit ?",
                row ->
                        new IssuedToken(
                                new TokenId(row.id("jti")),
                                ring(row),
                                row.findText("client_id"),
                                row.findId("session_id"),
                                ScopeSet.parse(row.text("scope")),
                                row.time("issued_at"),
                                row.time("expires_at")),
                user.value(),
                now,
                now,
                most);
    }

    /// How many there are of those.
    static int countLive(Tx tx, UserId user, Instant now) {
        return tx.find(
                        "select count(*) as n " + LIVE,
                        row -> Math.toIntExact(row.number("n")),
                        user.value(),
                        now,
                        now)
                .orElse(0);
    }

    /// The live tokens of the auth ring that a person has beyond the newest, this one not counted.
    static List<TokenId> beyond(Tx tx, UserId user, TokenId fresh, int kept, Instant now) {
        return tx.list(
                """
                select t.jti
                from tokens t
                join subjects s on s.id = t.user_id
                left join sessions x on x.id = t.session_id
                where t.user_id = ? and t.ring = 'auth' and t.jti <> ? and t.revoked_at is null and t.expires_at > ?
                    and x.ended_at is null and (x.id is null or coalesce(x.idle_until, x.expires_at) > ?)
                    and t.generation = s.generation
                order by t.issued_at desc, t.jti desc limit ? offset ?
                """,
                row -> new TokenId(row.id("jti")),
                user.value(),
                fresh.value(),
                now,
                now,
                MOST_ENDED,
                kept);
    }

    /// The refresh family that it came from or with.
    static Optional<UUID> family(Tx tx, TokenId id) {
        return tx.find(
                "select family_id from tokens where jti = ? and family_id is not null",
                row -> row.id("family_id"),
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

    /// Lifts a token of a session, and its family, to the count of its person, after that went up by one.
    static void lift(Tx tx, TokenId id) {
        tx.update(
                """
                update refresh_families set generation = generation + 1
                where id = (select family_id from tokens where jti = ? and session_id is not null)
                    and generation + 1 =
                        (select case refresh_families.ring when 'admin' then g.admin_generation else g.generation end
                            from subjects g where g.id = refresh_families.user_id)
                """,
                id.value());
        tx.update(
                """
                update tokens set generation = generation + 1
                where jti = ? and session_id is not null
                    and generation + 1 =
                        (select case tokens.ring when 'admin' then g.admin_generation else g.generation end
                            from subjects g where g.id = tokens.user_id)
                """,
                id.value());
    }

    /// Removes rows that ended before the given moment; returns how many.
    static int purge(Tx tx, Instant before, int most) {
        return tx.update(
                "delete from tokens where jti in (select jti from tokens where expires_at < ? limit ?)",
                before,
                most);
    }

    private static Optional<SubjectId> subject(Row row) throws SQLException {
        Optional<SubjectId> user = row.findId("user_id").map(UserId::new);
        return user.isPresent() ? user : row.findId("service_account").map(ServiceAccountId::new);
    }

    private static Ring ring(Row row) throws SQLException {
        return Ring.valueOf(row.text("ring").toUpperCase(Locale.ROOT));
    }

    private static TokenRow row(Row row) throws SQLException {
        return new TokenRow(
                ring(row),
                row.findText("client_id").map(ClientId::new),
                subject(row),
                row.findId("session_id"),
                ScopeSet.parse(row.text("scope")),
                AskedClaims.names(row.text("userinfo_claims")),
                row.time("expires_at"),
                row.flag("live"),
                row.findTime("session_end"));
    }
}
