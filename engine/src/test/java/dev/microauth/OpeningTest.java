package dev.microauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.microauth.db.StorageException;
import dev.microauth.directory.DirectoryRefusal;
import dev.microauth.secret.Digest;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A data directory is opened as a whole or not at all, and a refusal changes nothing in it.
@Tag("storage")
class OpeningTest {
    @AutoClose private final Installation site = Installation.on(Db.SQLITE);
    private final Path directory = directory(site);

    private static Path directory(Installation site) {
        site.stop();
        return path(site);
    }

    private static Path path(Installation site) {
        return ((Storage.OnSqlite) site.storage()).directory();
    }

    /// Security: I5, M
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0011",
                "not a key",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
            })
    void another_master_key_is_refused(String key) {
        write("master.key", key);

        assertRefused("master.key");
    }

    /// Security: I5
    @Test
    void a_missing_master_key_is_not_replaced() throws IOException {
        Files.delete(directory.resolve("master.key"));

        assertRefused("master.key is missing");
    }

    /// Security: I5
    @Test
    void a_missing_database_key_is_not_replaced() throws IOException {
        Files.delete(directory.resolve("database.key"));

        assertRefused("database.key is missing");
    }

    /// Security: I5
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "not base64 !",
                "AAAA",
                "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA="
            })
    void a_damaged_database_key_is_refused(String key) {
        write("database.key", key);

        assertRefused("does not open");
    }

    /// Security: I5
    /// Trap: 16
    @Test
    void the_keys_of_another_installation_do_not_fit() throws IOException {
        try (var other = Installation.emptyOn(Db.SQLITE)) {
            Path theirs = directory(other);
            Files.copy(theirs.resolve("database.key"), directory.resolve("database.key.theirs"));
            Files.move(
                    directory.resolve("database.key.theirs"),
                    directory.resolve("database.key"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            assertRefused("another installation");

            write("master.key", Files.readString(theirs.resolve("master.key")));
            assertRefused("does not open with this key");
        }
    }

    /// Security: L2
    @ParameterizedTest
    @ValueSource(strings = {"master.key", "database.key"})
    void a_key_that_others_can_read_is_refused(String name) throws IOException {
        Files.setPosixFilePermissions(
                directory.resolve(name), PosixFilePermissions.fromString("rw-r--r--"));

        assertRefused("chmod 600");
    }

    /// Security: I2
    /// Trap: 16
    @Test
    void a_changed_byte_anywhere_is_found() throws IOException {
        Path file = directory.resolve(Opening.DATABASE);
        long size = Files.size(file);
        long step = Math.max(1, size / 40);
        for (long at = 0; at < size; at += step) {
            flip(file, at);
            assertThatThrownBy(this::open)
                    .as("byte " + at + " of " + size)
                    .isInstanceOfAny(DirectoryRefusal.class, StorageException.class)
                    .message()
                    .hasLineCount(1);
            flip(file, at);
        }
        site.start();
        assertThat(site.auth().checkIntegrity()).isEmpty();
    }

    /// Security: I5
    @Test
    void after_the_master_key_was_replaced_only_the_new_one_opens() throws IOException {
        String old = Files.readString(directory.resolve("master.key"));
        site.start();
        site.auth().rotateMasterKey(Installation.ACTOR);
        site.restart();
        assertThat(site.user("alice").isActive()).isTrue();
        assertThat(
                        site.storage()
                                .rows(
                                        "select action from audit_events order by sequence desc limit 1"))
                .containsExactly(List.of("master-key.rotate"));
        site.stop();
        assertThat(Files.readString(directory.resolve("master.key"))).isNotEqualTo(old);

        write("master.key", old);
        assertRefused("does not open");
    }

    /// Security: I5
    @Test
    void a_replacement_that_was_cut_short_leaves_a_pair_that_fits() throws IOException {
        String oldMaster = Files.readString(directory.resolve("master.key"));
        String oldRoot = Files.readString(directory.resolve("database.key")).strip();
        site.start();
        site.auth().rotateMasterKey(Installation.ACTOR);
        site.stop();
        String freshMaster = Files.readString(directory.resolve("master.key"));
        String freshRoot = Files.readString(directory.resolve("database.key")).strip();

        // Both lines are there while the master key is written.
        write("database.key", oldRoot + "\n" + freshRoot + "\n");
        for (String master : new String[] {oldMaster, freshMaster}) {
            write("master.key", master);
            site.start();
            assertThat(site.user("alice").isActive()).isTrue();
            site.stop();
        }
    }

    /// Security: I2
    @Test
    void an_emptied_database_is_not_taken_for_a_new_one() throws IOException {
        write(Opening.DATABASE, "");
        refuseEmpty(MicroAuth.builder());
        refuseEmpty(MicroAuth.builder().persistenceInterval(Duration.ofHours(1)));
        Files.delete(directory.resolve(Opening.CHECKPOINT));
        refuseEmpty(MicroAuth.builder().existing());
        refuseEmpty(MicroAuth.builder().existing().persistenceInterval(Duration.ofHours(1)));
        Files.delete(directory.resolve(Opening.ROOT_KEY));
        refuseEmpty(MicroAuth.builder().importKeys(new byte[126], "not asked for".toCharArray()));
    }

    /// Security: I2
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_database_that_is_gone_is_not_replaced_by_a_new_one(boolean snapshots)
            throws IOException {
        Files.delete(directory.resolve(Opening.DATABASE));
        var before = content();

        var options = MicroAuth.builder().persistTo(directory);
        assertThatExceptionOfType(DirectoryRefusal.class)
                .isThrownBy(() ->
                        (snapshots ? options.persistenceInterval(Duration.ofHours(1)) : options)
                                .openEngine())
                .withMessageContaining("microauth.db is missing")
                .withMessageContaining("restore a backup");
        assertThat(content()).isEqualTo(before);
    }

    private void refuseEmpty(MicroAuthBuilder options) {
        var before = content();
        assertThatExceptionOfType(DirectoryRefusal.class)
                .isThrownBy(() -> options.persistTo(directory).openEngine())
                .withMessageContaining("microauth.db is empty")
                .withMessageContaining("restore a backup");
        assertThat(content()).isEqualTo(before);
    }

    @Test
    void a_first_opening_that_was_cut_short_is_begun_anew() throws IOException {
        write(Opening.DATABASE, "");
        Files.delete(directory.resolve(Opening.CHECKPOINT));

        site.start();

        assertThat(site.auth().statistics().users()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatever_fails_in_closing_the_directory_is_free(boolean snapshots) {
        site.restart(options ->
                (snapshots ? options.persistenceInterval(Duration.ofHours(1)) : options)
                        .auditCheckpoints(_ -> {
                            throw new IllegalStateException("unforeseen");
                        }));
        site.auth().users().create(Installation.ACTOR).username("zoe").save();

        site.stop();

        site.restart(options -> options);
        assertThat(site.user("zoe").isActive()).isTrue();
    }

    /// A host of logs that does not answer, say; or one who closes the engine in turn.
    @Test
    @Timeout(60)
    void a_keeper_of_checkpoints_who_hangs_does_not_keep_the_directory() throws Exception {
        var reached = new CountDownLatch(1);
        var release = new CompletableFuture<Boolean>();
        site.restart(options ->
                options.auditCheckpoints(_ -> {
                    reached.countDown();
                    release.join();
                }));
        site.auth().users().create(Installation.ACTOR).username("zoe").save();
        var chores = Thread.ofPlatform().start(site.auth()::cleanUp);
        reached.await();

        site.stop();

        site.restart(options -> options);
        assertThat(site.user("zoe").isActive()).isTrue();
        site.restart(options -> options);
        String kept = Files.readString(directory.resolve(Opening.CHECKPOINT));
        release.complete(true);
        chores.join();
        assertThat(Files.readString(directory.resolve(Opening.CHECKPOINT))).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_thread_that_was_interrupted_closes_all_of_it(boolean snapshots) throws IOException {
        site.restart(
                options -> snapshots ? options.persistenceInterval(Duration.ofHours(1)) : options);
        site.auth().users().create(Installation.ACTOR).username("zoe").save();
        String before = Files.readString(directory.resolve(Opening.CHECKPOINT));

        Thread.currentThread().interrupt();
        site.stop();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(Files.readString(directory.resolve(Opening.CHECKPOINT))).isNotEqualTo(before);
        site.start();
        assertThat(site.user("zoe").isActive()).isTrue();
    }

    @Test
    void without_a_database_nothing_is_made_where_one_must_exist() throws IOException {
        Path empty = Files.createDirectory(directory.resolveSibling(directory.getFileName() + "x"));
        try {
            assertThatExceptionOfType(DirectoryRefusal.class)
                    .isThrownBy(() -> MicroAuth.builder().persistTo(empty).existing().openEngine())
                    .withMessageContaining("microauthd quickstart");
            assertThat(empty).isEmptyDirectory();
        } finally {
            Files.delete(empty);
        }
    }

    /// Security: I1
    @Test
    void a_second_engine_on_the_directory_is_refused() {
        site.start();

        assertThatExceptionOfType(DirectoryRefusal.InUse.class).isThrownBy(this::open);
    }

    /// Security: I1, L3
    @Test
    void every_file_is_the_owners_alone() throws IOException {
        try (var fresh = Installation.emptyOn(Db.SQLITE)) {
            Path path = path(fresh);
            try (var files = Files.list(path)) {
                assertThat(files)
                        .extracting(Path::getFileName)
                        .extracting(Path::toString)
                        .contains("master.key", "database.key", "microauth.db", "lock");
            }
            try (var files = Files.list(path)) {
                assertThat(files)
                        .allSatisfy(each ->
                                assertThat(
                                                PosixFilePermissions.toString(
                                                        Files.getPosixFilePermissions(each)))
                                        .as(each.toString())
                                        .isEqualTo("rw-------"));
            }
        }
    }

    /// Security: F11
    @Test
    void a_new_installation_has_no_people_and_no_clients() {
        try (var fresh = Installation.emptyOn(Db.SQLITE)) {
            assertThat(fresh.storage().count("users")).isZero();
            assertThat(fresh.storage().count("clients")).isZero();
        }
    }

    private void assertRefused(String why) {
        var before = content();
        ThrowingCallable opening = this::open;
        assertThatThrownBy(opening)
                .isInstanceOfAny(DirectoryRefusal.class, StorageException.Unavailable.class)
                .hasMessageContaining(why);
        assertThat(content()).isEqualTo(before);
    }

    private void open() {
        MicroAuth.builder().persistTo(directory).openEngine().close();
    }

    private void write(String name, String content) {
        try {
            Path file = directory.resolve(name);
            Files.writeString(file, content);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private SortedMap<String, String> content() {
        SortedMap<String, String> hashes = new TreeMap<>();
        try (var files = Files.list(directory)) {
            for (Path each : files.toList()) {
                hashes.put(
                        each.getFileName().toString(),
                        HexFormat.of().formatHex(Digest.sha256(Files.readAllBytes(each))));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return hashes;
    }

    private static void flip(Path file, long at) throws IOException {
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(at);
            int before = bytes.read();
            bytes.seek(at);
            bytes.write(before ^ 0x10);
        }
    }
}
