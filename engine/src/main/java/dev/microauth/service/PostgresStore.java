package dev.microauth.service;

import dev.microauth.db.Row;
import dev.microauth.db.Selection;
import dev.microauth.db.SortKey;
import dev.microauth.db.Sorts;
import dev.microauth.db.Tx;
import dev.microauth.page.Page;
import dev.microauth.page.PageRequest;
import dev.microauth.secret.Place;
import dev.microauth.secret.VersionedSeal;
import dev.microauth.subject.ClientId;
import dev.microauth.subject.ServiceAccountId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// The rows of `postgres_credentials`.
final class PostgresStore {
    private static final Sorts SORTS =
            Sorts.by(SortKey.text("name"), SortKey.number("modified_at"))
                    .unique(SortKey.id("service_account"));

    private PostgresStore() {}

    static Page<PostgresEntry> page(Tx tx, PageRequest request) {
        return Selection.from(
                        """
                        select p.service_account, p.host, p.port, p.database_name, p.username, p.modified_at, a.name
                        from postgres_credentials p join service_accounts a on a.id = p.service_account
                        """)
                .search("name like ? or lower(host) like ? or lower(database_name) like ?")
                .page(tx, request, SORTS, PostgresStore::entry);
    }

    /// A row with its password still sealed.
    record Sealed(PostgresEntry entry, byte[] password) {}

    /// The whole row is authenticated with its password: who can write to the database can neither hang the
    /// password under another account nor send it to a host of theirs.
    static Place place(
            ServiceAccountId account, String host, int port, String database, String username) {
        return new Place(
                "postgres_credentials",
                "sealed_password",
                String.join(
                        "\n",
                        account.toString(),
                        host,
                        Integer.toString(port),
                        database,
                        username));
    }

    static void put(
            Tx tx, ServiceAccountId account, PostgresLogin login, byte[] sealed, Instant now) {
        tx.update(
                """
                insert into postgres_credentials (service_account, host, port, database_name, username, sealed_password,
                    data_key, modified_at) values (?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (service_account) do update set host = excluded.host, port = excluded.port,
                    database_name = excluded.database_name, username = excluded.username,
                    sealed_password = excluded.sealed_password, data_key = excluded.data_key, modified_at = excluded.modified_at
                """,
                account.value(),
                login.host(),
                login.port(),
                login.database(),
                login.username(),
                sealed,
                VersionedSeal.version(sealed),
                now);
    }

    static Optional<Sealed> find(Tx tx, ServiceAccountId account) {
        return tx.find(
                """
                select p.*, a.name as name from postgres_credentials p
                join service_accounts a on a.id = p.service_account where p.service_account = ?
                """,
                row -> new Sealed(entry(row), row.bytes("sealed_password")),
                account.value());
    }

    static boolean delete(Tx tx, ServiceAccountId account) {
        return tx.update(
                        "delete from postgres_credentials where service_account = ?",
                        account.value())
                == 1;
    }

    static PostgresEntry entry(Row row) throws SQLException {
        return new PostgresEntry(
                new ServiceAccountId(row.id("service_account")),
                new ClientId(row.text("name")),
                row.text("host"),
                Math.toIntExact(row.number("port")),
                row.text("database_name"),
                row.text("username"),
                row.time("modified_at"));
    }
}
