package dev.microauth.client;

import dev.microauth.access.Scope;
import dev.microauth.access.ScopeId;
import dev.microauth.db.Row;
import dev.microauth.db.Selection;
import dev.microauth.db.SortKey;
import dev.microauth.db.Sorts;
import dev.microauth.db.Tx;
import dev.microauth.jose.Algorithm;
import dev.microauth.oauth.Assurance;
import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.page.Page;
import dev.microauth.page.PageRequest;
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

/// The rows of `clients` and `client_scopes`.
final class ClientStore {
    private static final Sorts SORTS =
            Sorts.by(
                    SortKey.text("client_id"),
                    SortKey.text("client_name"),
                    SortKey.number("created_at"));

    private ClientStore() {}

    static Optional<Client> find(Tx tx, ClientId clientId) {
        return tx.find(
                        "select * from clients where client_id = ?",
                        ClientStore::bare,
                        clientId.value())
                .map(client -> whole(tx, client));
    }

    static Optional<Client> find(Tx tx, UUID id) {
        return tx.find("select * from clients where id = ?", ClientStore::bare, id)
                .map(client -> whole(tx, client));
    }

    static Page<Client> page(
            Tx tx, PageRequest request, Optional<Boolean> active, Optional<Boolean> firstParty) {
        return Selection.from("select * from clients")
                .counted("clients")
                .where("is_active = ?", active)
                .where("is_first_party = ?", firstParty)
                .search("client_id like ? or lower(client_name) like ?")
                .page(tx, request, SORTS, ClientStore::bare)
                .map(client -> whole(tx, client));
    }

    static boolean any(Tx tx) {
        return tx.exists("select 1 from clients limit 1");
    }

    /// Takes a name of the namespace that clients and service accounts share; false when it is taken.
    static boolean claimName(Tx tx, ClientId clientId) {
        return tx.update(
                        "insert into principal_names (name, kind) values (?, 'client') on conflict do nothing",
                        clientId.value())
                == 1;
    }

    static void insert(Tx tx, UUID id, ClientId clientId, ClientSettings settings, Instant now) {
        tx.update(
                """
                insert into clients (id, client_id, client_name, token_endpoint_auth_method, is_active, is_first_party,
                    grant_types, refresh_grace, created_at, modified_at, version)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
                """,
                id,
                clientId.value(),
                settings.name(),
                settings.authMethod().wireName(),
                settings.isActive(),
                settings.isFirstParty(),
                "",
                0,
                now,
                now);
        update(tx, id, settings, now);
    }

    static void update(Tx tx, UUID id, ClientSettings settings, Instant now) {
        tx.update(
                """
                update clients set client_name = ?, token_endpoint_auth_method = ?, is_active = ?, is_first_party = ?,
                    require_pkce = ?, allow_undotted_scheme = ?, grant_types = ?, audience = ?,
                    access_token_signed_response_alg = ?, id_token_signed_response_alg = ?, access_token_lifetime = ?,
                    refresh_token_lifetime = ?, session_max_age = ?, refresh_grace = ?, backchannel_logout_uri = ?,
                    logo_uri = ?, contacts = ?, required_acr = ?, response_modes = ?, modified_at = ?, version = version + 1
                where id = ?
                """,
                settings.name(),
                settings.authMethod().wireName(),
                settings.isActive(),
                settings.isFirstParty(),
                settings.requirePkce(),
                settings.allowUndottedScheme(),
                settings.grantTypes().stream()
                        .map(GrantType::wireName)
                        .sorted()
                        .collect(Collectors.joining(" ")),
                settings.audience(),
                settings.accessTokenAlgorithm().map(Algorithm::name),
                settings.idTokenAlgorithm().map(Algorithm::name),
                settings.accessTokenLifetime().map(Duration::toSeconds),
                settings.refreshTokenLifetime().map(Duration::toSeconds),
                settings.sessionMaxAge().map(Duration::toSeconds),
                settings.refreshGrace().toSeconds(),
                settings.backchannelLogoutUri(),
                settings.logoUri(),
                String.join("\n", settings.contacts()),
                settings.entry().requiredAssurance().map(Assurance::acr),
                EntryStore.modes(settings.entry()),
                now,
                id);
    }

    /// Counts the version up for a change of what stands in other tables.
    static void touch(Tx tx, UUID id, Instant now) {
        tx.update(
                "update clients set modified_at = ?, version = version + 1 where id = ?", now, id);
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

    static Page<Scope> scopes(Tx tx, PageRequest request, UUID client) {
        return Selection.from(
                        """
                        select s.id, s.name, s.description, s.is_protected, s.created_at, s.version from client_scopes c
                        join scopes s on s.id = c.scope_id where c.client = ?
                        """,
                        client)
                .search("lower(name) like ?")
                .page(
                        tx,
                        request,
                        Sorts.by(SortKey.text("name")),
                        row ->
                                new Scope(
                                        new ScopeId(row.id("id")),
                                        row.text("name"),
                                        row.findText("description"),
                                        row.flag("is_protected"),
                                        row.time("created_at"),
                                        row.number("version")));
    }

    static Optional<String> scopeName(Tx tx, UUID scope) {
        return tx.find("select name from scopes where id = ?", row -> row.text("name"), scope);
    }

    static void delete(Tx tx, Client client) {
        tx.update("delete from clients where id = ?", client.id());
        tx.update(
                "delete from principal_names where name = ? and kind = 'client'",
                client.clientId().value());
    }

    private static Client whole(Tx tx, Client client) {
        List<String> scopes =
                tx.list(
                        """
                        select s.name as name from client_scopes c join scopes s on s.id = c.scope_id
                        where c.client = ? order by s.name
                        """,
                        row -> row.text("name"),
                        client.id());
        ClientSettings settings =
                client.settings()
                        .with(
                                ScopeSet.of(scopes),
                                RedirectStore.uris(tx, client.id(), RedirectStore.AFTER_SIGN_IN),
                                RedirectStore.uris(tx, client.id(), RedirectStore.AFTER_SIGN_OUT))
                        .with(EntryStore.whole(tx, client.id(), client.settings().entry()));
        return new Client(
                client.id(),
                client.clientId(),
                settings,
                client.createdAt(),
                client.modifiedAt(),
                client.version());
    }

    /// Without what stands in other tables.
    private static Client bare(Row row) throws SQLException {
        return new Client(
                row.id("id"),
                new ClientId(row.text("client_id")),
                settings(row),
                row.time("created_at"),
                row.time("modified_at"),
                row.number("version"));
    }

    private static ClientSettings settings(Row row) throws SQLException {
        return new ClientSettings(
                row.text("client_name"),
                AuthMethod.find(row.text("token_endpoint_auth_method")).orElseThrow(),
                row.flag("is_active"),
                row.flag("is_first_party"),
                row.flag("require_pkce"),
                row.flag("allow_undotted_scheme"),
                grants(row.text("grant_types")),
                ScopeSet.NONE,
                row.findText("audience"),
                row.findText("access_token_signed_response_alg").map(Algorithm::valueOf),
                row.findText("id_token_signed_response_alg").map(Algorithm::valueOf),
                row.findNumber("access_token_lifetime").map(Duration::ofSeconds),
                row.findNumber("refresh_token_lifetime").map(Duration::ofSeconds),
                row.findNumber("session_max_age").map(Duration::ofSeconds),
                Duration.ofSeconds(row.number("refresh_grace")),
                List.of(),
                List.of(),
                row.findText("backchannel_logout_uri"),
                row.findText("logo_uri"),
                row.text("contacts").lines().toList(),
                EntryStore.bare(row));
    }

    private static Set<GrantType> grants(String wireNames) {
        return Arrays.stream(wireNames.split(" "))
                .flatMap(name -> GrantType.find(name).stream())
                .collect(Collectors.toSet());
    }
}
