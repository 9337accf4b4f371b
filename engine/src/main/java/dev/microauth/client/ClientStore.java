package dev.microauth.client;

import dev.microauth.db.Row;
import dev.microauth.db.Tx;
import dev.microauth.jose.Algorithm;
import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.subject.ClientId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// The rows of `clients`, `client_scopes` and `client_secrets`.
final class ClientStore {
    private ClientStore() {}

    /// A client before it has an id.
    record Draft(
            ClientId clientId,
            String name,
            boolean confidential,
            boolean firstParty,
            Set<GrantType> grants,
            ScopeSet scopes,
            Optional<String> audience,
            Optional<Algorithm> algorithm,
            Optional<Duration> accessLifetime,
            Optional<Duration> refreshLifetime,
            Duration grace) {}

    /// A hashed secret with its end, if it has one.
    record StoredSecret(UUID id, byte[] hash, Optional<Instant> expiresAt) {
        boolean isLive(Instant now) {
            return expiresAt.filter(end -> !now.isBefore(end)).isEmpty();
        }
    }

    static Optional<Client> find(Tx tx, ClientId clientId) {
        return tx.find(
                        "select * from clients where client_id = ?",
                        row -> client(row, ScopeSet.NONE),
                        clientId.value())
                .map(client -> withScopes(tx, client));
    }

    static boolean any(Tx tx) {
        return tx.exists("select 1 from clients limit 1");
    }

    static List<StoredSecret> secrets(Tx tx, UUID client) {
        return tx.list(
                "select id, hash, expires_at from client_secrets where client = ? order by id",
                row ->
                        new StoredSecret(
                                row.id("id"), row.bytes("hash"), row.findTime("expires_at")),
                client);
    }

    /// Takes a name of the namespace that clients and service accounts share; false when it is taken.
    static boolean claimName(Tx tx, ClientId clientId) {
        return tx.update(
                        "insert into principal_names (name, kind) values (?, 'client') on conflict do nothing",
                        clientId.value())
                == 1;
    }

    static void insert(Tx tx, UUID id, Draft draft, Instant now) {
        tx.update(
                """
                insert into clients (id, client_id, client_name, token_endpoint_auth_method, audience, is_active,
                    is_first_party, grant_types, access_token_lifetime, refresh_token_lifetime,
                    access_token_signed_response_alg, refresh_grace, created_at, modified_at, version)
                values (?, ?, ?, ?, ?, true, ?, ?, ?, ?, ?, ?, ?, ?, 1)
                """,
                id,
                draft.clientId().value(),
                draft.name(),
                draft.confidential() ? "client_secret_basic" : "none",
                draft.audience(),
                draft.firstParty(),
                draft.grants().stream()
                        .map(GrantType::wireName)
                        .sorted()
                        .collect(Collectors.joining(" ")),
                draft.accessLifetime().map(Duration::toSeconds),
                draft.refreshLifetime().map(Duration::toSeconds),
                draft.algorithm().map(Algorithm::name),
                draft.grace().toSeconds(),
                now,
                now);
    }

    /// False when there is no scope of this name.
    static boolean allowScope(Tx tx, UUID client, String scope) {
        return tx.update(
                        "insert into client_scopes (client, scope_id) select ?, id from scopes where name = ?",
                        client,
                        scope)
                == 1;
    }

    static boolean removeScope(Tx tx, UUID client, String scope) {
        return tx.update(
                        "delete from client_scopes where client = ? and scope_id in (select id from scopes where name = ?)",
                        client,
                        scope)
                == 1;
    }

    static void insertSecret(
            Tx tx, UUID id, UUID client, byte[] hash, Instant now, Optional<Instant> expiresAt) {
        tx.update(
                "insert into client_secrets (id, client, hash, created_at, expires_at) values (?, ?, ?, ?, ?)",
                id,
                client,
                hash,
                now,
                expiresAt);
    }

    static boolean deleteSecret(Tx tx, UUID client, UUID id) {
        return tx.update("delete from client_secrets where id = ? and client = ?", id, client) == 1;
    }

    static boolean setActive(Tx tx, ClientId clientId, boolean active, Instant now) {
        return tx.update(
                        "update clients set is_active = ?, modified_at = ?, version = version + 1 where client_id = ?",
                        active,
                        now,
                        clientId.value())
                == 1;
    }

    static boolean delete(Tx tx, ClientId clientId) {
        boolean deleted =
                tx.update("delete from clients where client_id = ?", clientId.value()) == 1;
        tx.update(
                "delete from principal_names where name = ? and kind = 'client'", clientId.value());
        return deleted;
    }

    private static Client withScopes(Tx tx, Client client) {
        List<String> scopes =
                tx.list(
                        """
                        select s.name as name from client_scopes c join scopes s on s.id = c.scope_id
                        where c.client = ? order by s.name
                        """,
                        row -> row.text("name"),
                        client.id());
        return client.withScopes(ScopeSet.of(scopes));
    }

    private static Client client(Row row, ScopeSet scopes) throws SQLException {
        return new Client(
                row.id("id"),
                new ClientId(row.text("client_id")),
                row.text("client_name"),
                !row.text("token_endpoint_auth_method").equals("none"),
                row.flag("is_active"),
                row.flag("is_first_party"),
                grants(row.text("grant_types")),
                scopes,
                row.findText("audience"),
                row.findText("access_token_signed_response_alg").map(Algorithm::valueOf),
                row.findNumber("access_token_lifetime").map(Duration::ofSeconds),
                row.findNumber("refresh_token_lifetime").map(Duration::ofSeconds),
                Duration.ofSeconds(row.number("refresh_grace")),
                row.time("created_at"),
                row.time("modified_at"),
                row.number("version"));
    }

    private static Set<GrantType> grants(String wireNames) {
        return Arrays.stream(wireNames.split(" "))
                .flatMap(name -> GrantType.find(name).stream())
                .collect(Collectors.toSet());
    }
}
