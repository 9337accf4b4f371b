package dev.microauth.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.microauth.db.Migrations.Migration;
import dev.microauth.secret.Randomness;
import dev.microauth.secret.RootKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The copy that is kept before a schema changes.
///
/// Security: I4
@Tag("storage")
class KeptCopyTest {
    private static final Migration FIRST = Migrations.read("0001-foundation");
    private static final String MARK = "nobody-reads-this-name";

    @TempDir Path directory;

    private final RootKey key = RootKey.generate(new Randomness());
    private final int newest = Migrations.load().newest();

    @BeforeEach
    void make_a_database_of_the_first_version() throws SQLException {
        try (var connection = dialect(file()).openWriter();
                var statement = connection.createStatement()) {
            new Migrations(List.of(FIRST)).apply(connection, dialect(file()));
            statement.execute(
                    "insert into principal_names (name, kind) values ('" + MARK + "', 't')");
        }
        assertThat(backups()).doesNotExist();
    }

    @Test
    void a_copy_that_cannot_be_written_stops_the_migration() throws Exception {
        Files.writeString(backups(), "in the way");

        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> Database.open(dialect(file()), new Notes()))
                .withMessageContaining("backups");

        assertThat(versions(file())).containsExactly("1");
    }

    @Test
    void a_migration_that_fails_leaves_the_original_as_it_was_and_the_copy_beside_it()
            throws Exception {
        var good = new Migration(2, "0002-good", "create table good (a bigint);\n", "2");
        var broken =
                new Migration(3, "0003-broken", "create table half (a bigint);\nnonsense;\n", "3");
        var migrations = new Migrations(List.of(FIRST, good, broken));

        for (int attempt = 0; attempt < 2; attempt++) {
            try (var connection = dialect(file()).openWriter()) {
                assertThatExceptionOfType(SQLException.class)
                        .isThrownBy(() -> migrations.apply(connection, dialect(file())));
            }
            assertThat(versions(file())).containsExactly("1");
            assertThat(tables(file())).doesNotContain("good", "half");
            assertThat(versions(backups().resolve("before-schema-3.db"))).containsExactly("1");
        }
        assertThat(list(backups())).containsExactly("before-schema-3.db");
    }

    @Test
    void the_copy_holds_the_old_schema_and_what_was_in_it() throws Exception {
        Database.open(dialect(file()), new Notes()).close();

        assertThat(versions(file())).hasSizeGreaterThan(1).endsWith("" + newest);
        assertThat(versions(copy())).containsExactly("1");
        assertThat(tables(copy())).contains("user_roles").doesNotContain("subject_roles");
        assertThat(tables(file())).contains("subject_roles").doesNotContain("user_roles");
        assertThat(column(copy(), "select name from principal_names")).containsExactly(MARK);
        assertThat(dialect(copy()).integrityProblems()).isEmpty();
        dialect(copy()).openWriter().close();
    }

    /// Security: I5
    /// Trap: 16
    @Test
    void the_copy_opens_under_the_same_key_only() throws Exception {
        Database.open(dialect(file()), new Notes()).close();

        var other = Sqlite.encrypted(copy(), RootKey.generate(new Randomness()).pageKey());
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> column(other, "select name from sqlite_master"));
        var keyless = Sqlite.plaintext(copy());
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> column(keyless, "select name from sqlite_master"));
        assertThat(Files.readString(copy(), StandardCharsets.ISO_8859_1))
                .doesNotContain(MARK, "SQLite format");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backups())))
                .isEqualTo("rwx------");
    }

    @Test
    void neither_a_new_database_nor_one_that_is_up_to_date_is_copied() throws Exception {
        Path fresh = Files.createDirectory(directory.resolve("fresh")).resolve("test.db");
        Database.open(dialect(fresh), new Notes()).close();
        Database.open(dialect(fresh), new Notes()).close();

        assertThat(list(fresh.resolveSibling("."))).containsExactly("test.db");
    }

    @Test
    void a_copy_in_plaintext_is_made_of_a_database_in_plaintext() throws Exception {
        Path open = Files.createDirectory(directory.resolve("open")).resolve("test.db");
        try (var connection = Sqlite.plaintext(open).openWriter()) {
            new Migrations(List.of(FIRST)).apply(connection, Sqlite.plaintext(open));
        }
        Database.open(Sqlite.plaintext(open), new Notes()).close();

        Path kept = open.resolveSibling("backups").resolve("before-schema-" + newest + ".db");
        assertThat(column(Sqlite.plaintext(kept), "select version from schema_migrations"))
                .containsExactly("1");
    }

    private Sqlite dialect(Path database) {
        return Sqlite.encrypted(database, key.pageKey());
    }

    private Path file() {
        return directory.resolve("test.db");
    }

    private Path backups() {
        return directory.resolve("backups");
    }

    private Path copy() {
        return backups().resolve("before-schema-" + newest + ".db");
    }

    private List<String> versions(Path database) throws SQLException {
        return column(dialect(database), "select version from schema_migrations order by version");
    }

    private List<String> tables(Path database) throws SQLException {
        return column(
                dialect(database),
                "select name from sqlite_master where type = 'table' order by name");
    }

    private List<String> column(Path database, String query) throws SQLException {
        return column(dialect(database), query);
    }

    private static List<String> column(Sqlite dialect, String query) throws SQLException {
        try (var connection = dialect.openReader();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    private static List<String> list(Path directory) throws Exception {
        try (var files = Files.list(directory)) {
            return files.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }
}
