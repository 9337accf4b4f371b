package dev.microauth.code;

import dev.microauth.db.Row;
import dev.microauth.db.Tx;
import dev.microauth.oauth.Assurance;
import dev.microauth.oauth.CodeChallenge;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.session.SessionId;
import dev.microauth.subject.UserId;
import dev.microauth.token.AskedClaims;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The rows of `authorization_codes`.
final class CodeStore {
    private CodeStore() {}

    /// What the database says of a code. `isCurrent` is false once its session or all of its user's tokens were ended.
    record CodeRow(
            String ring,
            Optional<UUID> client,
            String clientId,
            String redirectUri,
            boolean redirectUriSent,
            Optional<CodeChallenge> challenge,
            Instant expiresAt,
            boolean isUsed,
            Optional<UUID> family,
            boolean isCurrent,
            ProvedCode.Grant grant) {}

    /// What a code gave.
    record Given(Optional<UUID> token, Optional<UUID> family) {}

    static void insert(Tx tx, byte[] hash, NewCode code, Instant now, Instant expiresAt) {
        var session = code.session();
        tx.update(
                """
                insert into authorization_codes (hash, ring, client, client_id, redirect_uri, redirect_uri_sent,
                    code_challenge, nonce, scope, id_token_claims, userinfo_claims, acr, user_id, session_id,
                    auth_time, amr, generation, issued_at, expires_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                hash,
                code.ring().label(),
                code.client(),
                code.clientId(),
                code.redirectUri(),
                code.redirectUriSent(),
                code.challenge().map(CodeChallenge::value),
                code.nonce(),
                code.scopes().toString(),
                String.join(" ", code.claims().idToken()),
                String.join(" ", code.claims().userinfo()),
                code.claims().acr().map(Assurance::acr),
                session.userId().value(),
                session.id().value(),
                session.authTime(),
                String.join(" ", session.methods()),
                session.generation(),
                now,
                expiresAt);
    }

    static Optional<CodeRow> find(Tx tx, byte[] hash) {
        return tx.find(
                """
                select a.*, x.ended_at is null
                        and a.generation = case a.ring when 'admin' then s.admin_generation else s.generation end
                        as is_current
                from authorization_codes a
                join subjects s on s.id = a.user_id
                join sessions x on x.id = a.session_id
                where a.hash = ?
                """,
                CodeStore::row,
                hash);
    }

    /// Security A8: one statement decides who was first, also between several nodes.
    static boolean use(Tx tx, byte[] hash, Instant now) {
        return tx.update(
                        "update authorization_codes set used_at = ? where hash = ? and used_at is null and expires_at > ?",
                        now,
                        hash,
                        now)
                == 1;
    }

    /// What it gave was taken back. That is remembered for as long as its session can last.
    static void takeBack(Tx tx, byte[] hash) {
        tx.update(
                """
                update authorization_codes set jti = null, expires_at =
                    coalesce((select x.expires_at from sessions x where x.id = authorization_codes.session_id), expires_at)
                where hash = ?
                """,
                hash);
    }

    /// Whether it gave nothing, or what it gave was taken back.
    static boolean gaveNothing(Tx tx, byte[] hash) {
        return tx.find(
                        "select hash from authorization_codes where hash = ? and jti is null",
                        row -> true,
                        hash)
                .isPresent();
    }

    static void gave(Tx tx, byte[] hash, UUID token, Optional<UUID> family) {
        tx.update(
                "update authorization_codes set jti = ?, family_id = ? where hash = ?",
                token,
                family,
                hash);
    }

    static Optional<Given> given(Tx tx, byte[] hash) {
        return tx.find(
                "select jti, family_id from authorization_codes where hash = ?",
                row -> new Given(row.findId("jti"), row.findId("family_id")),
                hash);
    }

    /// Removes those that ended before the given moment; returns how many.
    static int purge(Tx tx, Instant before, int most) {
        return tx.update(
                """
                delete from authorization_codes where hash in
                    (select hash from authorization_codes where expires_at < ? limit ?)
                """,
                before,
                most);
    }

    private static CodeRow row(Row row) throws SQLException {
        return new CodeRow(
                row.text("ring"),
                row.findId("client"),
                row.text("client_id"),
                row.text("redirect_uri"),
                row.flag("redirect_uri_sent"),
                row.findText("code_challenge").map(CodeChallenge::new),
                row.time("expires_at"),
                row.findTime("used_at").isPresent(),
                row.findId("family_id"),
                row.flag("is_current"),
                new ProvedCode.Grant(
                        new UserId(row.id("user_id")),
                        new SessionId(row.id("session_id")),
                        ScopeSet.parse(row.text("scope")),
                        row.findText("nonce"),
                        AskedClaims.parse(
                                row.text("id_token_claims"),
                                row.text("userinfo_claims"),
                                row.findText("acr")),
                        row.time("auth_time"),
                        List.of(row.text("amr").split(" ")),
                        row.number("generation")));
    }
}
