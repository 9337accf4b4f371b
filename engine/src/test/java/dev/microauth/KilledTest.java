package dev.microauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.microauth.audit.Verdict;
import dev.microauth.directory.DirectoryRefusal;
import dev.microauth.testkit.Eventually;
import dev.microauth.user.Username;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is left when the process of an embedding application is killed while it works.
@Tag("storage")
class KilledTest {
    private static final Duration INTERVAL = Duration.ofMillis(100);

    @TempDir Path said;

    @AutoClose private final Installation site = Installation.on(Db.SQLITE);
    private final Path directory = ((Storage.OnSqlite) site.storage()).directory();
    private final Path file = directory.resolve("microauth.db");

    /// An application that makes one user after the other, and says each that it was told yes to.
    static final class Busy {
        public static void main(String[] arguments) {
            var builder = MicroAuth.builder().persistTo(Path.of(arguments[0])).existing();
            if (arguments.length > 1) {
                builder.persistenceInterval(Duration.parse(arguments[1]));
            }
            try (var engine = builder.openEngine()) {
                for (int i = 0; i < 100_000; i++) {
                    engine.users().create(Installation.ACTOR).username("user-" + i).save();
                    System.out.println("user-" + i);
                }
            }
        }
    }

    @BeforeEach
    void leave_the_directory_to_the_other_process() {
        site.stop();
    }

    /// Security: I1, I2
    /// Trap: 19
    @Test
    void with_every_commit_nothing_is_lost_that_was_confirmed() throws Exception {
        try (var other = start()) {
            other.awaitMore(200);
            assertThatExceptionOfType(DirectoryRefusal.InUse.class)
                    .isThrownBy(site::start)
                    .withMessageContaining("in use by another process");
        }

        site.start();
        assertThat(confirmed()).allSatisfy(name -> assertThat(exists(name)).isTrue());
        assertThat(site.auth().audit().verify(_ -> {})).isInstanceOf(Verdict.Whole.class);
    }

    @Test
    void with_snapshots_only_what_came_after_the_last_one_is_lost() throws Exception {
        int safe;
        try (var other = start(INTERVAL.toString())) {
            other.awaitMore(1);
            // One may have begun before the line; what was confirmed before one began is in it.
            awaitAnotherSnapshot();
            safe = confirmed().size();
            awaitAnotherSnapshot();
            awaitAnotherSnapshot();
            other.awaitMore(50);
        }

        site.restart(options -> options.persistenceInterval(INTERVAL));
        var confirmed = confirmed();
        int kept = (int) confirmed.stream().takeWhile(this::exists).count();
        assertThat(kept).isBetween(safe, confirmed.size());
        assertThat(confirmed.subList(kept, confirmed.size())).noneMatch(this::exists);
        assertThat(site.auth().recovery()).isEmpty();
        assertThat(site.auth().audit().verify(_ -> {})).isInstanceOf(Verdict.Whole.class);
        assertThat(directory.resolve("microauth.db-wal")).doesNotExist();
    }

    @Test
    void snapshots_take_over_what_every_commit_left_in_its_log() throws Exception {
        try (var other = start()) {
            other.awaitMore(20);
        }
        assertThat(directory.resolve("microauth.db-wal")).exists();

        site.restart(options -> options.persistenceInterval(Duration.ofHours(1)));

        assertThat(confirmed()).allSatisfy(name -> assertThat(exists(name)).isTrue());
        assertThat(directory.resolve("microauth.db-wal")).doesNotExist();
    }

    private Other start(String... interval) throws IOException {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Busy.class.getName(),
                                directory.toString()));
        command.addAll(List.of(interval));
        return new Other(
                new ProcessBuilder(command)
                        .redirectOutput(said.resolve("said").toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start());
    }

    /// The lines that are whole.
    private List<String> confirmed() throws IOException {
        String text = Files.readString(said.resolve("said"));
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    private void awaitAnotherSnapshot() throws Exception {
        FileTime before = Files.getLastModifiedTime(file);
        Eventually.holds(() -> !Files.getLastModifiedTime(file).equals(before));
    }

    /// Killed when it is closed, in the middle of its work.
    private final class Other implements AutoCloseable {
        private final Process process;

        Other(Process process) {
            this.process = process;
        }

        void awaitMore(int lines) throws Exception {
            int until = confirmed().size() + lines;
            Eventually.holds(() -> confirmed().size() >= until);
        }

        @Override
        public void close() {
            assertThat(process.isAlive()).isTrue();
            process.destroyForcibly();
            process.onExit().orTimeout(60, TimeUnit.SECONDS).join();
        }
    }

    private boolean exists(String name) {
        return site.auth().users().find(Username.of(name)).isPresent();
    }
}
