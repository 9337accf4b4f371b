package dev.microauth.service;

import dev.microauth.db.Row;
import dev.microauth.db.Tx;
import dev.microauth.key.SealedColumn;
import dev.microauth.subject.ServiceAccountId;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/// Passwords of the database logins that are kept for service accounts.
public final class SealedPostgresPasswords implements SealedColumn {
    @Override
    public String table() {
        return "postgres_credentials";
    }

    @Override
    public List<Count> counts(Tx tx) {
        return tx.list(
                "select data_key, count(*) as n from postgres_credentials group by data_key",
                row -> new Count(row.number("data_key"), row.number("n")));
    }

    @Override
    public List<Sealed> values(Tx tx, long version, Slice slice) {
        return tx.list(
                """
                select service_account, host, port, database_name, username, sealed_password
                from postgres_credentials
                where data_key = ? and service_account > ? order by service_account limit ?
                """,
                SealedPostgresPasswords::sealed,
                version,
                slice.afterId(),
                slice.most());
    }

    private static Sealed sealed(Row row) throws SQLException {
        var account = new ServiceAccountId(row.id("service_account"));
        return new Sealed(
                account.toString(),
                PostgresStore.place(
                        account,
                        row.text("host"),
                        Math.toIntExact(row.number("port")),
                        row.text("database_name"),
                        row.text("username")),
                row.bytes("sealed_password"));
    }

    @Override
    public boolean replace(Tx tx, Sealed before, byte[] anew, long version) {
        return tx.update(
                        """
                        update postgres_credentials set sealed_password = ?, data_key = ?
                        where service_account = ? and sealed_password = ?
                        """,
                        anew,
                        version,
                        UUID.fromString(before.id()),
                        before.value())
                == 1;
    }
}
