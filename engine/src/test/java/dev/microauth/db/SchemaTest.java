package dev.microauth.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Storage;
import dev.microauth.testkit.Snapshot;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// The schema as it is approved, and the migrations that make it.
@BothDatabases
class SchemaTest {
    @AutoClose private final Storage storage;

    SchemaTest(Db db) {
        storage = Storage.empty(db);
    }

    @Test
    void both_databases_have_the_approved_schema() throws Exception {
        open().close();
        String found;
        try (var connection = storage.dialect().openReader()) {
            found = describe(connection);
        }

        Snapshot.assertMatches("engine/src/test/resources/snapshots/schema.txt", found);
    }

    /// Security: I4
    @Test
    void a_schema_newer_than_the_program_is_refused_and_stays() {
        open().close();
        storage.sql(
                "insert into schema_migrations (version, name, checksum) values (9999, 'x', 'y')");

        assertThatExceptionOfType(StorageException.Unavailable.class)
                .isThrownBy(this::open)
                .withMessageContaining("schema version 9999")
                .withMessageContaining("use the newer program");
        assertThat(storage.count("schema_migrations")).isEqualTo(Migrations.load().size() + 1);
    }

    /// Security: I4
    @Test
    void a_migration_that_was_applied_in_another_form_is_refused() {
        open().close();
        storage.sql(
                "update schema_migrations set checksum = 'of another script' where version = 1");

        assertThatExceptionOfType(StorageException.Unavailable.class)
                .isThrownBy(this::open)
                .withMessageContaining("0001-foundation");
    }

    /// Security: I4
    @Test
    void a_migration_that_fails_leaves_nothing_of_itself() {
        // The script makes users first; a table in its way further on stops it there.
        storage.sql("create table audit_events (a integer)");

        assertThatExceptionOfType(StorageException.class).isThrownBy(this::open);
        assertThat(tables()).doesNotContain("users");

        storage.sql("drop table audit_events");
        storage.sql("drop table if exists schema_migrations");
        open().close();
        assertThat(tables()).contains("users", "audit_events");
    }

    /// Security: I4
    @Test
    void opening_again_changes_nothing() {
        open().close();
        var before = storage.rows("select version, name, checksum from schema_migrations");

        open().close();

        assertThat(storage.rows("select version, name, checksum from schema_migrations"))
                .isEqualTo(before)
                .hasSize(Migrations.load().size());
    }

    private Database open() {
        return Database.open(storage.dialect(), new Notes());
    }

    private List<String> tables() {
        try (var connection = storage.dialect().openReader()) {
            return tables(connection.getMetaData());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> tables(DatabaseMetaData meta) throws SQLException {
        var tables = new TreeSet<String>();
        try (var rows = meta.getTables(null, "public", "%", new String[] {"TABLE"})) {
            while (rows.next()) {
                tables.add(rows.getString("TABLE_NAME"));
            }
        }
        tables.removeIf(name -> name.startsWith("sqlite_"));
        return List.copyOf(tables);
    }

    private static String describe(Connection connection) throws SQLException {
        var meta = connection.getMetaData();
        var text = new StringBuilder();
        for (String table : tables(meta)) {
            text.append(table).append('\n');
            List<String> key = primaryKey(meta, table);
            try (var columns = meta.getColumns(null, "public", table, "%")) {
                while (columns.next()) {
                    String name = columns.getString("COLUMN_NAME");
                    boolean required =
                            key.contains(name)
                                    || columns.getInt("NULLABLE") == DatabaseMetaData.columnNoNulls;
                    text.append(
                            "  %s %s%s%n"
                                    .formatted(
                                            name,
                                            type(columns.getString("TYPE_NAME")),
                                            required ? " not null" : ""));
                }
            }
            text.append("  primary key ").append(key).append('\n');
            lines(foreignKeys(meta, table), text);
            lines(indexes(meta, table, key), text);
        }
        return text.toString();
    }

    private static void lines(List<String> lines, StringBuilder text) {
        lines.forEach(line -> text.append("  ").append(line).append('\n'));
    }

    /// The five types of a strict table of SQLite; booleans and big numbers are one of them.
    private static String type(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "int8", "int4", "bigint", "bool", "boolean", "integer" -> "integer";
            case "bytea", "blob" -> "blob";
            case "text" -> "text";
            default -> throw new IllegalArgumentException("a column of type " + name);
        };
    }

    private static List<String> primaryKey(DatabaseMetaData meta, String table)
            throws SQLException {
        SortedMap<Integer, String> columns = new TreeMap<>();
        try (var rows = meta.getPrimaryKeys(null, "public", table)) {
            while (rows.next()) {
                columns.put(rows.getInt("KEY_SEQ"), rows.getString("COLUMN_NAME"));
            }
        }
        return List.copyOf(columns.values());
    }

    private static List<String> foreignKeys(DatabaseMetaData meta, String table)
            throws SQLException {
        var keys = new TreeSet<String>();
        try (var rows = meta.getImportedKeys(null, "public", table)) {
            while (rows.next()) {
                boolean cascades =
                        rows.getInt("DELETE_RULE") == DatabaseMetaData.importedKeyCascade;
                keys.add(
                        "foreign key %s references %s (%s)%s"
                                .formatted(
                                        rows.getString("FKCOLUMN_NAME"),
                                        rows.getString("PKTABLE_NAME"),
                                        rows.getString("PKCOLUMN_NAME"),
                                        cascades ? " on delete cascade" : ""));
            }
        }
        return List.copyOf(keys);
    }

    private static List<String> indexes(DatabaseMetaData meta, String table, List<String> key)
            throws SQLException {
        SortedMap<String, List<String>> columns = new TreeMap<>();
        var unique = new TreeSet<String>();
        try (ResultSet rows = meta.getIndexInfo(null, "public", table, false, true)) {
            while (rows.next()) {
                String name = rows.getString("INDEX_NAME");
                if (name != null) {
                    columns.computeIfAbsent(name, _ -> new ArrayList<>())
                            .add(rows.getString("COLUMN_NAME"));
                    if (!rows.getBoolean("NON_UNIQUE")) {
                        unique.add(name);
                    }
                }
            }
        }
        var lines = new TreeSet<String>();
        columns.forEach((name, names) -> {
            // Each database names the indexes behind its constraints in its own way.
            if (unique.contains(name)) {
                if (!names.equals(key)) {
                    lines.add("unique " + names);
                }
            } else {
                lines.add("index " + name + " " + names);
            }
        });
        return List.copyOf(lines);
    }
}
