package dev.microauth.db;

import dev.microauth.db.StorageException.Unavailable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// The numbered scripts that make the schema: forward only, checked against what was applied before, those
/// that are missing all in one transaction. The list is written out, since a jar's folder cannot be listed.
final class Migrations {
    private static final List<String> NAMES =
            List.of(
                    "0001-foundation",
                    "0002-administration",
                    "0003-counters",
                    "0004-sign-in",
                    "0005-data-keys",
                    "0006-revocations",
                    "0007-revocation-marks");

    private final List<Migration> migrations;

    Migrations(List<Migration> migrations) {
        this.migrations = List.copyOf(migrations);
    }

    record Migration(int version, String name, String script, String checksum) {}

    static Migrations load() {
        return new Migrations(NAMES.stream().map(Migrations::read).toList());
    }

    int newest() {
        return migrations.getLast().version();
    }

    int size() {
        return migrations.size();
    }

    /// Brings the schema to the newest version, or refuses a database from the future or with another past.
    /// A database that holds something already is copied first, where that is in our hands.
    void apply(Connection connection, Dialect dialect) throws SQLException {
        Map<Integer, String> applied = applied(connection);
        int present = applied.keySet().stream().mapToInt(Integer::intValue).max().orElse(0);
        int newest = newest();
        if (present > newest) {
            throw new Unavailable(
                    "the database has schema version %d, this program knows %d: use the newer program that made it"
                            .formatted(present, newest));
        }
        var missing = new ArrayList<Migration>();
        for (Migration migration : migrations) {
            String known = applied.get(migration.version());
            if (known == null) {
                missing.add(migration);
            } else if (!known.equals(migration.checksum())) {
                throw new Unavailable(
                        "migration %s was applied in another form: this database is not of this program"
                                .formatted(migration.name()));
            }
        }
        if (missing.isEmpty()) {
            return;
        }
        // Security I4: a way back, for whoever finds that the newer program does not serve.
        if (present > 0) {
            dialect.keepCopy(connection, present, newest);
        }
        run(connection, dialect, missing);
    }

    private static Map<Integer, String> applied(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(
                    """
                    create table if not exists schema_migrations (
                        version integer primary key, name text not null, checksum text not null)
                    """);
            var applied = new HashMap<Integer, String>();
            try (var rows =
                    statement.executeQuery("select version, checksum from schema_migrations")) {
                while (rows.next()) {
                    applied.put(rows.getInt(1), rows.getString(2));
                }
            }
            return applied;
        }
    }

    private static void run(Connection connection, Dialect dialect, List<Migration> missing)
            throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("begin");
            try (var insert =
                    connection.prepareStatement(
                            "insert into schema_migrations (version, name, checksum) values (?, ?, ?)")) {
                for (Migration migration : missing) {
                    for (String sql : dialect.statements(migration.script())) {
                        statement.execute(sql);
                    }
                    insert.setInt(1, migration.version());
                    insert.setString(2, migration.name());
                    insert.setString(3, migration.checksum());
                    insert.executeUpdate();
                }
                statement.execute("commit");
            } catch (SQLException e) {
                statement.execute("rollback");
                throw e;
            }
        }
    }

    static Migration read(String name) {
        try (InputStream in = Migrations.class.getResourceAsStream("migrations/" + name + ".sql")) {
            if (in == null) {
                throw new IllegalStateException(
                        "the migration " + name + " is missing from the program");
            }
            byte[] bytes = in.readAllBytes();
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(bytes);
            int version = Integer.parseInt(name.substring(0, 4));
            return new Migration(
                    version,
                    name,
                    new String(bytes, StandardCharsets.UTF_8),
                    HexFormat.of().formatHex(sum));
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Splits a script at the semicolons that end a line; a line of two dashes is a comment.
    static List<String> split(String script) {
        var statements = new ArrayList<String>();
        var current = new StringBuilder();
        for (String line : script.lines().toList()) {
            if (line.stripLeading().startsWith("--")) {
                continue;
            }
            current.append(line).append('\n');
            if (line.stripTrailing().endsWith(";")) {
                statements.add(current.substring(0, current.lastIndexOf(";")).strip());
                current.setLength(0);
            }
        }
        return statements;
    }
}
