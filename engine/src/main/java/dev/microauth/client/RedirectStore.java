package dev.microauth.client;

import dev.microauth.client.ClientRedirects.Registered;
import dev.microauth.db.Row;
import dev.microauth.db.Selection;
import dev.microauth.db.SortKey;
import dev.microauth.db.Sorts;
import dev.microauth.db.Tx;
import dev.microauth.page.Page;
import dev.microauth.page.PageRequest;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/// The rows of `client_redirect_uris`.
final class RedirectStore {
    static final String AFTER_SIGN_IN = "redirect";
    static final String AFTER_SIGN_OUT = "post_logout";

    private RedirectStore() {}

    static List<RedirectUri> uris(Tx tx, UUID client, String kind) {
        return list(tx, client, kind).stream().map(Registered::uri).toList();
    }

    static Page<Registered> page(Tx tx, PageRequest request, UUID client, String kind) {
        return Selection.from(
                        "select id, uri from client_redirect_uris where client = ? and kind = ?",
                        client,
                        kind)
                .search("lower(uri) like ?")
                .page(tx, request, Sorts.by(SortKey.text("uri")), RedirectStore::registered);
    }

    private static Registered registered(Row row) throws SQLException {
        return new Registered(row.id("id"), new RedirectUri(row.text("uri")));
    }

    static List<Registered> list(Tx tx, UUID client, String kind) {
        return tx.list(
                "select id, uri from client_redirect_uris where client = ? and kind = ? order by uri",
                RedirectStore::registered,
                client,
                kind);
    }

    /// Compared as they stand: an origin is what stands before the path.
    static boolean haveOrigin(Tx tx, String origin) {
        return tx.exists(
                """
                select 1 from client_redirect_uris r join clients c on c.id = r.client
                where r.kind = 'redirect' and c.is_active
                    and (r.uri = ? or substr(r.uri, 1, ?) = ? or substr(r.uri, 1, ?) = ?)
                """,
                origin,
                origin.length() + 1,
                origin + "/",
                origin.length() + 1,
                origin + "?");
    }

    static void insert(Tx tx, UUID id, UUID client, String kind, RedirectUri uri) {
        tx.update(
                "insert into client_redirect_uris (id, client, kind, uri) values (?, ?, ?, ?)",
                id,
                client,
                kind,
                uri.value());
    }

    static void delete(Tx tx, UUID client, UUID id) {
        tx.update("delete from client_redirect_uris where client = ? and id = ?", client, id);
    }

    /// Makes the rows those of the list; what stays keeps its id.
    static void replace(
            Tx tx, UUID client, String kind, List<RedirectUri> wanted, Supplier<UUID> ids) {
        List<Registered> before = list(tx, client, kind);
        for (Registered each : before) {
            if (!wanted.contains(each.uri())) {
                delete(tx, client, each.id());
            }
        }
        List<RedirectUri> kept = before.stream().map(Registered::uri).toList();
        for (RedirectUri each : wanted) {
            if (!kept.contains(each)) {
                insert(tx, ids.get(), client, kind, each);
            }
        }
    }
}
