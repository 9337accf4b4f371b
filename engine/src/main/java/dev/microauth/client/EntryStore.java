package dev.microauth.client;

import dev.microauth.db.Row;
import dev.microauth.db.Tx;
import dev.microauth.oauth.Assurance;
import dev.microauth.oauth.ResponseMode;
import dev.microauth.problem.AuthException.AlreadyExists;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.subject.Names;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Who may sign in to a client: two columns of `clients`, the rows of `client_allowed_roles`, and the origins among
/// those of `client_redirect_uris`.
final class EntryStore {
    private EntryStore() {}

    /// What stands in the row of the client.
    static EntryRules bare(Row row) throws SQLException {
        return new EntryRules(
                row.findText("required_acr").flatMap(Assurance::find),
                List.of(),
                Arrays.stream(row.text("response_modes").split(" "))
                        .flatMap(name -> ResponseMode.find(name).stream())
                        .collect(Collectors.toSet()),
                List.of());
    }

    static EntryRules whole(Tx tx, UUID client, EntryRules bare) {
        return bare.with(
                tx.list(
                        """
                        select r.name as name from client_allowed_roles a join roles r on r.id = a.role_id
                        where a.client = ? order by r.name
                        """,
                        row -> row.text("name"),
                        client),
                tx.list(
                        "select uri from client_redirect_uris where client = ? and kind = 'site' order by uri",
                        row -> row.text("uri"),
                        client));
    }

    static boolean haveSites(Tx tx) {
        return tx.exists("select 1 from client_redirect_uris where kind = 'site' limit 1");
    }

    /// The client that has this origin among its sites.
    static Optional<Client> ofSite(Tx tx, String origin) {
        return tx.find(
                        "select client from client_redirect_uris where uri = ? and kind = 'site'",
                        row -> row.id("client"),
                        origin)
                .flatMap(client -> ClientStore.find(tx, client));
    }

    static String modes(EntryRules rules) {
        return rules.responseModes().stream()
                .map(ResponseMode::wireName)
                .sorted()
                .collect(Collectors.joining(" "));
    }

    /// The rules with the names of roles as they are kept, however they were written. Throws [Invalid] for what is no
    /// role.
    static EntryRules named(Tx tx, EntryRules wanted) {
        var names = new LinkedHashSet<String>();
        for (String typed : wanted.allowedRoles()) {
            names.add(
                    tx.find(
                                    "select name from roles where folded = ?",
                                    row -> row.text("name"),
                                    Names.fold(typed))
                            .orElseThrow(() ->
                                    new Invalid(
                                            "allowed_roles",
                                            "names " + typed + ", which does not exist")));
        }
        return wanted.with(names.stream().sorted().toList(), wanted.protectedSites());
    }

    /// Makes the rows those of the rules. Throws [AlreadyExists] for a site of another client.
    static void replace(
            Tx tx, UUID client, EntryRules before, EntryRules wanted, Supplier<UUID> ids) {
        for (String role : missing(before.allowedRoles(), wanted.allowedRoles())) {
            tx.update(
                    "delete from client_allowed_roles where client = ? and role_id in (select id from roles where name = ?)",
                    client,
                    role);
        }
        for (String role : missing(wanted.allowedRoles(), before.allowedRoles())) {
            tx.update(
                    "insert into client_allowed_roles (client, role_id) select ?, id from roles where name = ?",
                    client,
                    role);
        }
        for (String site : missing(before.protectedSites(), wanted.protectedSites())) {
            tx.update(
                    "delete from client_redirect_uris where client = ? and kind = 'site' and uri = ?",
                    client,
                    site);
        }
        for (String site : missing(wanted.protectedSites(), before.protectedSites())) {
            add(tx, ids.get(), client, site);
        }
    }

    private static void add(Tx tx, UUID id, UUID client, String site) {
        boolean added =
                tx.update(
                                """
                                insert into client_redirect_uris (id, client, kind, uri) values (?, ?, 'site', ?)
                                on conflict do nothing
                                """,
                                id,
                                client,
                                site)
                        == 1;
        // Whoever answers for an origin decides who gets in: two could not.
        if (!added) {
            throw new AlreadyExists("client with the protected site", site);
        }
    }

    private static List<String> missing(List<String> from, List<String> in) {
        return from.stream().filter(each -> !in.contains(each)).toList();
    }
}
