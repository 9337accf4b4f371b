package dev.microauth.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.microauth.secret.Randomness;
import dev.microauth.secret.RootKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.JDBC;

/// What is SQLite's alone: its file, its key, its pragmas.
@Tag("storage")
class SqliteTest {
    private static final String MARK = "nobody-reads-this-name";

    @TempDir Path directory;

    private final RootKey key = RootKey.generate(new Randomness());

    /// Security: I5
    /// Trap: 16
    @Test
    void the_files_show_neither_a_name_nor_that_they_are_a_database() throws Exception {
        try (var database = Database.open(encrypted(), new Notes())) {
            database.write(tx -> insert(tx, MARK));
            for (Path each : files()) {
                assertThat(text(each)).as(each.toString()).doesNotContain(MARK, "SQLite format");
            }
        }
        for (Path each : files()) {
            assertThat(text(each)).as(each.toString()).doesNotContain(MARK, "SQLite format");
        }
    }

    @Test
    void without_a_key_they_show_both() throws Exception {
        // So that the test above is known to look in the right place.
        try (var database = Database.open(Sqlite.plaintext(file()), new Notes())) {
            database.write(tx -> insert(tx, MARK));
        }

        assertThat(text(file())).contains(MARK, "SQLite format");
    }

    /// Security: I5
    /// Trap: 16
    @Test
    void another_key_is_refused_and_nothing_changes() throws Exception {
        Database.open(encrypted(), new Notes()).close();
        byte[] before = Files.readAllBytes(file());
        var other = Sqlite.encrypted(file(), RootKey.generate(new Randomness()).pageKey());

        assertThatExceptionOfType(StorageException.Damaged.class)
                .isThrownBy(() -> Database.open(other, new Notes()))
                .withMessageContaining("does not open with this key");

        assertThat(Files.readAllBytes(file())).isEqualTo(before);
        assertThat(files()).containsExactly(file());
        Database.open(encrypted(), new Notes()).close();
    }

    /// Security: I5
    @Test
    void a_plaintext_database_does_not_pass_for_an_encrypted_one() throws Exception {
        Database.open(Sqlite.plaintext(file()), new Notes()).close();
        byte[] before = Files.readAllBytes(file());

        assertThatExceptionOfType(StorageException.Damaged.class)
                .isThrownBy(() -> Database.open(encrypted(), new Notes()));
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    /// Security: I2
    @Test
    void a_file_of_something_else_is_refused_and_stays_as_it_was() throws Exception {
        for (int length : new int[] {1, 100, 4096, 100_000}) {
            byte[] garbage = new Randomness().bytes(length);
            Files.write(file(), garbage);

            for (Sqlite dialect : List.of(encrypted(), Sqlite.plaintext(file()))) {
                assertThatExceptionOfType(StorageException.Unavailable.class)
                        .as(length + " bytes")
                        .isThrownBy(() -> Database.open(dialect, new Notes()));
                assertThat(Files.readAllBytes(file())).isEqualTo(garbage);
                assertThat(files()).containsExactly(file());
            }
        }
    }

    @Test
    void who_reads_or_writes_while_it_opens_is_told_what_stood_against_it() throws Exception {
        Files.writeString(file(), "no database, and too short for one");

        try (var database = Database.opening(Sqlite.plaintext(file()), new Notes())) {
            for (ThrowingCallable use :
                    List.<ThrowingCallable>of(
                            () -> database.read(tx -> tx.exists("select 1")),
                            () -> database.write(tx -> tx.update("delete from users")),
                            database::awaitOpen)) {
                assertThatExceptionOfType(StorageException.Unavailable.class)
                        .isThrownBy(use)
                        .withMessageContaining("is cut off");
            }
        }
    }

    /// Security: I2
    @Test
    void a_database_of_another_program_is_refused_and_stays_as_it_was() throws Exception {
        for (String mark : List.of("pragma application_id = 77", "create table notes (a text)")) {
            Files.deleteIfExists(file());
            try (var connection = JDBC.createConnection("jdbc:sqlite:" + file(), properties());
                    var statement = connection.createStatement()) {
                statement.execute(mark);
            }
            byte[] before = Files.readAllBytes(file());

            assertThatExceptionOfType(StorageException.Unavailable.class)
                    .isThrownBy(() -> Database.open(Sqlite.plaintext(file()), new Notes()))
                    .withMessageContaining("of another program")
                    .withMessageContaining("choose another data directory");
            assertThatExceptionOfType(StorageException.Damaged.class)
                    .isThrownBy(() -> Database.open(encrypted(), new Notes()))
                    .withMessageContaining("of another program");
            assertThat(Files.readAllBytes(file())).isEqualTo(before);
        }
    }

    /// Security: I1
    @Test
    void the_writer_runs_with_the_safe_pragmas() throws Exception {
        try (var connection = encrypted().openWriter();
                var statement = connection.createStatement()) {
            var expected =
                    List.of(
                            "journal_mode=wal",
                            "synchronous=2",
                            "foreign_keys=1",
                            "secure_delete=1",
                            "trusted_schema=0",
                            "mmap_size=0",
                            "application_id=" + 0x6d617574,
                            "busy_timeout=5000");
            var found = new ArrayList<String>();
            for (String each : expected) {
                String pragma = each.substring(0, each.indexOf('='));
                try (var rows = statement.executeQuery("pragma " + pragma)) {
                    found.add(pragma + "=" + rows.getString(1));
                }
            }
            assertThat(found).isEqualTo(expected);
        }
    }

    /// Security: I1
    @Test
    void readers_never_checkpoint_nor_write() throws Exception {
        Database.open(encrypted(), new Notes()).close();
        try (var connection = encrypted().openReader();
                var statement = connection.createStatement()) {
            try (var rows = statement.executeQuery("pragma wal_autocheckpoint")) {
                assertThat(rows.getInt(1)).isZero();
            }
            assertThatThrownBy(() -> statement.execute("create table a (b text)"))
                    .isInstanceOf(SQLException.class);
        }
    }

    /// Security: I1
    @Test
    void all_writes_go_through_one_thread() throws Exception {
        try (var database = Database.open(encrypted(), new Notes());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var names = new ArrayList<Future<String>>();
            for (int i = 0; i < 50; i++) {
                names.add(
                        threads.submit(
                                () -> database.write(_ -> Thread.currentThread().getName())));
            }
            for (Future<String> each : names) {
                assertThat(each.get()).isEqualTo("microauth-writer");
            }
        }
    }

    /// Security: I2
    @Test
    void when_the_disk_is_full_nobody_is_told_yes_and_work_goes_on_when_there_is_room_again()
            throws Exception {
        try (var database = Database.open(encrypted(), new Notes())) {
            database.write(tx -> insert(tx, "before"));
            database.write(tx -> {
                tx.list("pragma max_page_count = 1", row -> row);
                return true;
            });

            assertThatExceptionOfType(StorageException.Unavailable.class)
                    .isThrownBy(() -> database.write(SqliteTest::insertMuch))
                    .withMessageContaining("no space is left");

            // The connection was opened anew, without the limit.
            database.write(tx -> insert(tx, "after"));
            assertThat(database.unready()).isEmpty();
            assertThat(database.read(SqliteTest::names)).containsExactly("after", "before");
        }
    }

    /// Security: I2
    @Test
    void deleted_text_is_overwritten() throws Exception {
        var plain = Sqlite.plaintext(file());
        try (var database = Database.open(plain, new Notes())) {
            database.write(tx -> insert(tx, MARK));
            database.write(tx -> tx.update("delete from principal_names where name = ?", MARK));
        }

        assertThat(text(file())).doesNotContain(MARK);
    }

    private static int insertMuch(Tx tx) {
        for (int i = 0; i < 2000; i++) {
            insert(tx, "filler " + i + " " + "x".repeat(200));
        }
        return 1;
    }

    private static int insert(Tx tx, String name) {
        return tx.update("insert into principal_names (name, kind) values (?, 'test')", name);
    }

    private static List<String> names(Tx tx) {
        return tx.list("select name from principal_names order by name", row -> row.text("name"));
    }

    private static java.util.Properties properties() {
        return new java.util.Properties();
    }

    private Sqlite encrypted() {
        return Sqlite.encrypted(file(), key.pageKey());
    }

    private Path file() {
        return directory.resolve("test.db");
    }

    private List<Path> files() throws Exception {
        try (var found = Files.list(directory)) {
            return found.sorted().toList();
        }
    }

    private static String text(Path file) throws Exception {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    }
}
