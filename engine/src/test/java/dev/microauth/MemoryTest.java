package dev.microauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.microauth.actor.Actor;
import dev.microauth.audit.Verdict;
import dev.microauth.problem.AuthException;
import dev.microauth.user.Username;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An engine without a directory.
class MemoryTest {
    private static final Actor ACTOR = Actor.system("test");

    private static Engine one;
    private static Engine other;

    @BeforeAll
    static void open() {
        one = MicroAuth.builder().openEngine();
        other = MicroAuth.builder().openEngine();
    }

    @AfterAll
    static void close() {
        one.close();
        other.close();
    }

    @Test
    void a_builder_opens_one() {
        var builder = MicroAuth.builder().persistenceInterval(Duration.ofSeconds(1));

        assertThatIllegalStateException()
                .isThrownBy(builder::open)
                .withMessageContaining("say persistTo(directory) too");
        assertThatIllegalStateException()
                .isThrownBy(builder::openEngine)
                .withMessageContaining("this builder was used");
    }

    @Test
    void there_is_no_existing_one_without_a_directory() {
        assertThatIllegalStateException()
                .isThrownBy(() -> MicroAuth.builder().existing().open())
                .withMessageContaining("say persistTo(directory) too");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT0.099S", "PT-1S", "PT24H0.001S"})
    void an_interval_is_neither_nothing_nor_endless(Duration interval) {
        assertThatExceptionOfType(AuthException.Invalid.class)
                .isThrownBy(() -> MicroAuth.builder().persistenceInterval(interval))
                .withMessageContaining("100 milliseconds to 24 hours");
    }

    @Test
    void there_is_no_master_key_to_replace() {
        assertThatExceptionOfType(AuthException.Protected.class)
                .isThrownBy(() -> one.rotateMasterKey(ACTOR))
                .withMessageContaining("no master key");
    }

    @Test
    void two_in_one_process_are_apart() {
        one.users().create(ACTOR).username("alice").save();

        assertThat(one.users().find(Username.of("alice"))).isPresent();
        assertThat(other.users().find(Username.of("alice"))).isEmpty();
    }

    /// Security: I5
    @Test
    @EnabledOnOs(OS.LINUX)
    void nothing_of_it_is_a_file() throws IOException {
        one.users().create(ACTOR).username("bela").save();
        one.flush();

        try (var open = Files.list(Path.of("/proc/self/fd"))) {
            assertThat(open.filter(Files::isSymbolicLink).map(MemoryTest::target))
                    .noneMatch(each -> each.contains("microauth-") && !each.contains(".jar"));
        }
        try (var beside = Files.list(Path.of("").toAbsolutePath())) {
            assertThat(beside.map(each -> each.getFileName().toString()))
                    .noneMatch(each -> each.startsWith("microauth"));
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void it_is_ready_whole_and_verifiable() {
        assertThat(one.unready()).isEmpty();
        assertThat(one.checkIntegrity()).isEmpty();
        assertThat(one.recovery()).isEmpty();
        assertThat(one.describe()).startsWith("SQLite in memory");
        assertThat(one.audit().verify(_ -> {})).isInstanceOf(Verdict.Whole.class);
    }

    @Test
    void what_was_refused_leaves_nothing() {
        one.users().create(ACTOR).username("cecil").save();
        for (String taken : List.of("cecil", "CECIL")) {
            assertThatExceptionOfType(AuthException.AlreadyExists.class)
                    .isThrownBy(() -> one.users().create(ACTOR).username(taken).save());
        }

        assertThat(one.users().find(Username.of("cecil"))).isPresent();
        assertThat(one.unready()).isEmpty();
    }
}
