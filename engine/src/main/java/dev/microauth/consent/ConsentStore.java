package dev.microauth.consent;

import dev.microauth.db.Row;
import dev.microauth.db.Tx;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.subject.UserId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The rows of `consents`.
final class ConsentStore {
    private ConsentStore() {}

    /// What somebody let a client have, and what of it they were asked about.
    record Held(ScopeSet scopes, ScopeSet asked) {
        static final Held NOTHING = new Held(ScopeSet.NONE, ScopeSet.NONE);
    }

    static Optional<Held> find(Tx tx, UserId user, UUID client) {
        return tx.find(
                "select scope, asked_scope from consents where user_id = ? and client = ?",
                row ->
                        new Held(
                                ScopeSet.parse(row.text("scope")),
                                ScopeSet.parse(row.text("asked_scope"))),
                user.value(),
                client);
    }

    static void put(Tx tx, UserId user, UUID client, Held held, Instant now) {
        tx.update(
                """
                insert into consents (user_id, client, scope, asked_scope, given_at, modified_at)
                values (?, ?, ?, ?, ?, ?)
                on conflict (user_id, client) do update set scope = excluded.scope,
                    asked_scope = excluded.asked_scope, modified_at = excluded.modified_at
                """,
                user.value(),
                client,
                held.scopes().toString(),
                held.asked().toString(),
                now,
                now);
    }

    static boolean delete(Tx tx, UserId user, UUID client) {
        return tx.update(
                        "delete from consents where user_id = ? and client = ?",
                        user.value(),
                        client)
                == 1;
    }

    static List<Consent> list(Tx tx, UserId user) {
        return tx.list(
                """
                select k.*, c.client_id, c.client_name from consents k join clients c on c.id = k.client
                where k.user_id = ? order by k.modified_at desc, c.client_id
                """,
                ConsentStore::consent,
                user.value());
    }

    private static Consent consent(Row row) throws SQLException {
        return new Consent(
                new UserId(row.id("user_id")),
                row.text("client_id"),
                row.text("client_name"),
                ScopeSet.parse(row.text("scope")),
                row.time("given_at"),
                row.time("modified_at"));
    }
}
