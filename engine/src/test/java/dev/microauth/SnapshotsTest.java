package dev.microauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.microauth.audit.Action;
import dev.microauth.audit.Verdict;
import dev.microauth.db.StorageException;
import dev.microauth.directory.DirectoryRefusal;
import dev.microauth.secret.Digest;
import dev.microauth.user.Username;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// A directory that is written as a whole, at intervals: here by hand, the interval is a day.
class SnapshotsTest {
    private static final Duration NEVER = Duration.ofHours(24);

    @AutoClose private final Installation site = Installation.on(Db.SQLITE);
    private final Path directory = ((Storage.OnSqlite) site.storage()).directory();
    private final Path file = directory.resolve("microauth.db");
    private final Path previous = directory.resolve("microauth.db.previous");

    SnapshotsTest() {
        site.restart(options -> options.persistenceInterval(NEVER));
    }

    /// Security: I2
    @Test
    void two_damaged_snapshots_are_refused_and_stay_as_they_are() {
        twoSnapshots();
        site.stop();
        spoil(file, 5000);
        spoil(previous, 5000);
        var before = content();

        assertThatExceptionOfType(StorageException.Damaged.class)
                .isThrownBy(site::start)
                .withMessageContaining("microauth.db is damaged")
                .withMessageContaining("so is microauth.db.previous")
                .withMessageContaining("restore a backup");
        assertThat(content()).isEqualTo(before);
    }

    /// Security: I2
    @Test
    void a_damaged_snapshot_without_one_before_it_is_refused() throws IOException {
        site.stop();
        Files.deleteIfExists(previous);
        spoil(file, 5000);
        var before = content();

        assertThatExceptionOfType(StorageException.Damaged.class)
                .isThrownBy(site::start)
                .withMessageContaining("there is no microauth.db.previous");
        assertThat(content()).isEqualTo(before);
    }

    /// Security: I5
    @Test
    void another_key_is_no_damage_to_fall_back_from() throws IOException {
        twoSnapshots();
        site.stop();
        try (var other = Installation.emptyOn(Db.SQLITE)) {
            other.stop();
            Path theirs = ((Storage.OnSqlite) other.storage()).directory();
            for (String key : List.of("master.key", "database.key")) {
                Files.write(directory.resolve(key), Files.readAllBytes(theirs.resolve(key)));
            }
            other.start();
        }
        var before = content();

        assertThatExceptionOfType(StorageException.Damaged.class).isThrownBy(site::start);
        assertThat(content()).isEqualTo(before);
    }

    /// Security: I2
    /// Trap: 16
    @Test
    void a_changed_byte_anywhere_is_found() throws IOException {
        twoSnapshots();
        site.stop();
        byte[] whole = Files.readAllBytes(file);
        int step = whole.length / 12;
        for (int at = 7; at < whole.length; at += step) {
            spoil(file, at);
            site.start();
            assertThat(site.auth().recovery()).as("byte " + at).isPresent();
            site.stop();
            Files.write(file, whole);
        }
    }

    @Test
    void a_damaged_snapshot_falls_back_to_the_one_before_it_and_says_so() throws IOException {
        person("anna");
        site.auth().flush();
        person("bela");
        site.stop();
        truncate(file);

        site.start();

        assertThat(exists("anna")).isTrue();
        assertThat(exists("bela")).isFalse();
        var recovery = site.auth().recovery().orElseThrow();
        assertThat(recovery.at()).isEqualTo(site.clock().instant());
        assertThat(recovery.damaged().orElseThrow()).exists();
        assertThat(recovery.problem()).isNotBlank();
        assertThat(site.auth().audit().has(Action.DATABASE_RECOVER)).isTrue();
        assertThat(site.auth().audit().verify(_ -> {})).isInstanceOf(Verdict.Whole.class);

        site.restart();
        assertThat(site.auth().recovery()).isEmpty();
        assertThat(exists("anna")).isTrue();
    }

    @Test
    void a_snapshot_that_is_gone_falls_back_too() throws IOException {
        twoSnapshots();
        site.stop();
        Files.delete(file);

        site.start();

        var recovery = site.auth().recovery().orElseThrow();
        assertThat(recovery.problem()).contains("missing");
        assertThat(recovery.damaged()).isEmpty();
    }

    @Test
    void nothing_is_written_when_nothing_has_changed() throws IOException {
        person("anna");
        site.auth().flush();
        var written = Files.readAttributes(file, BasicFileAttributes.class);

        assertThat(site.auth().unready()).isEmpty();
        site.auth().flush();
        site.restart();
        site.auth().flush();

        var after = Files.readAttributes(file, BasicFileAttributes.class);
        assertThat(after.fileKey()).isEqualTo(written.fileKey());
        assertThat(after.lastModifiedTime()).isEqualTo(written.lastModifiedTime());
    }

    /// Security: I5
    /// Trap: 16
    @Test
    void a_snapshot_is_encrypted_and_for_its_owner_alone() throws IOException {
        person("nobody-reads-this-name");
        site.auth().flush();
        person("bela");
        site.auth().flush();

        for (Path each : List.of(file, previous)) {
            assertThat(Files.readString(each, StandardCharsets.ISO_8859_1))
                    .doesNotContain("nobody-reads-this-name", "SQLite format");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                    .isEqualTo("rw-------");
        }
        assertThat(names())
                .doesNotContain("microauth.db.new", "microauth.db-wal", "microauth.db-journal");
    }

    @Test
    void both_modes_open_what_the_other_has_written() {
        person("anna");
        site.restart(options -> options);
        assertThat(exists("anna")).isTrue();
        person("bela");

        site.restart(options -> options.persistenceInterval(NEVER));
        assertThat(exists("bela")).isTrue();
        person("cecil");
        site.restart(options -> options);

        assertThat(exists("cecil")).isTrue();
        assertThat(site.auth().recovery()).isEmpty();
        assertThat(site.auth().audit().verify(_ -> {})).isInstanceOf(Verdict.Whole.class);
    }

    @Test
    void an_old_snapshot_is_moved_away_once_every_commit_is_written() {
        twoSnapshots();
        site.restart(options -> options);

        assertThat(previous).doesNotExist();
        assertThat(directory.resolve("backups").resolve("last-snapshot.db")).exists();
    }

    /// Killed between the two steps of putting a snapshot in its place, both names stand for one file.
    @Test
    void a_second_name_of_the_database_is_not_kept_as_if_it_were_an_older_one() throws IOException {
        person("anna");
        site.stop();
        Files.delete(previous);
        Files.createLink(previous, file);

        site.restart(options -> options);

        assertThat(previous).doesNotExist();
        assertThat(directory.resolve("backups").resolve("last-snapshot.db")).doesNotExist();
        assertThat(exists("anna")).isTrue();
    }

    /// Security: I2
    @Test
    void an_interrupt_while_it_closes_loses_nothing() throws Exception {
        person("anna");
        var closing = Thread.ofPlatform().start(site::stop);
        while (closing.isAlive()) {
            closing.interrupt();
            Thread.onSpinWait();
        }

        site.start();
        assertThat(exists("anna")).isTrue();
    }

    @Test
    void without_the_newest_snapshot_the_other_mode_does_not_begin_anew() throws IOException {
        twoSnapshots();
        site.stop();
        Files.delete(file);
        var before = content();

        assertThatExceptionOfType(DirectoryRefusal.class)
                .isThrownBy(() -> site.storage().open(MicroAuth.builder()))
                .withMessageContaining("persistenceInterval");
        assertThat(content()).isEqualTo(before);
        site.start();
    }

    /// Security: I2
    @Test
    void an_emptied_snapshot_is_not_taken_for_a_new_installation() throws IOException {
        twoSnapshots();
        site.stop();
        Files.deleteIfExists(directory.resolve("audit-checkpoint"));
        Files.write(file, new byte[0]);
        var before = content();
        assertThatExceptionOfType(DirectoryRefusal.class)
                .isThrownBy(() -> site.storage().open(MicroAuth.builder()))
                .withMessageContaining("persistenceInterval");
        assertThat(content()).isEqualTo(before);
        byte[] kept = Files.readAllBytes(previous);
        Files.write(previous, new byte[0]);
        assertThatExceptionOfType(DirectoryRefusal.class)
                .isThrownBy(site::start)
                .withMessageContaining("is empty");

        Files.write(previous, kept);
        site.start();

        assertThat(site.auth().recovery()).isPresent();
    }

    @Test
    void a_snapshot_that_cannot_be_written_is_told_and_the_one_before_stays() throws IOException {
        person("anna");
        site.auth().flush();
        byte[] kept = Files.readAllBytes(file);
        person("bela");
        Files.createDirectories(directory.resolve("microauth.db.new").resolve("in the way"));

        assertThatExceptionOfType(StorageException.Unavailable.class)
                .isThrownBy(() -> site.auth().flush())
                .withMessageContaining("microauth.db");
        assertThat(site.auth().unready()).isPresent();
        assertThatThrownBy(site::stop).isInstanceOf(StorageException.Unavailable.class);
        assertThat(Files.readAllBytes(file)).isEqualTo(kept);

        Files.delete(directory.resolve("microauth.db.new").resolve("in the way"));
        Files.delete(directory.resolve("microauth.db.new"));
        site.start();
        assertThat(exists("anna")).isTrue();
    }

    /// A disk that was taken away, or may only be read.
    ///
    /// Security: I2
    @Test
    void where_no_file_can_be_made_any_more_the_engine_is_not_ready() throws IOException {
        person("anna");
        Path elsewhere = directory.resolveSibling(directory.getFileName() + "-away");
        Files.move(directory, elsewhere);
        try {
            assertThatExceptionOfType(StorageException.Unavailable.class)
                    .isThrownBy(() -> site.auth().flush())
                    .withMessageContaining("microauth.db");
            assertThat(site.auth().unready()).isPresent();
        } finally {
            Files.move(elsewhere, directory);
        }

        site.auth().flush();
        assertThat(site.auth().unready()).isEmpty();
    }

    private void twoSnapshots() {
        person("first");
        site.auth().flush();
        person("second");
        site.auth().flush();
    }

    private void person(String name) {
        site.auth().users().create(Installation.ACTOR).username(name).save();
    }

    private boolean exists(String name) {
        return site.auth().users().find(Username.of(name)).isPresent();
    }

    private static void spoil(Path path, long at) {
        try (var bytes = new RandomAccessFile(path.toFile(), "rw")) {
            bytes.seek(at);
            int before = bytes.read();
            bytes.seek(at);
            bytes.write(before ^ 0x10);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void truncate(Path path) throws IOException {
        try (var bytes = new RandomAccessFile(path.toFile(), "rw")) {
            bytes.setLength(bytes.length() / 2 / 4096 * 4096);
        }
    }

    private List<String> names() {
        return List.copyOf(content().keySet());
    }

    private SortedMap<String, String> content() {
        SortedMap<String, String> content = new TreeMap<>();
        try (var files = Files.list(directory)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                content.put(
                        each.getFileName().toString(),
                        HexFormat.of().formatHex(Digest.sha256(Files.readAllBytes(each))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return content;
    }
}
