package dev.microauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.audit.AuditQuery;
import dev.microauth.audit.StoredEvent;
import dev.microauth.directory.DirectoryRefusal;
import dev.microauth.problem.AuthException.Closed;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.problem.AuthException.NotAllowed;
import dev.microauth.problem.AuthException.Protected;
import dev.microauth.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where a master key comes from, and how it is replaced there.
///
/// Security: I5
class MasterKeySourceTest {
    private static final String VARIABLE = "MICROAUTH_TEST_KEY";
    private static final String KEY =
            "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    private static final String OTHER =
            "ff0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    @TempDir Path parent;

    /// Security: M
    @Test
    void what_is_no_key_is_refused_before_anything_is_made() {
        for (String each : new String[] {"", "0011", "not a key", "00".repeat(32), KEY + "00"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> builder().masterKey(Secret.of(each)))
                    .withMessageContaining("master key");
        }
        for (int length : new int[] {0, 16, 31, 33}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> builder().masterKey(new byte[length]))
                    .withMessageContaining("32 bytes");
        }
        assertRefused(builder().masterKeyFromEnvironment("MICROAUTH_NOT_SET"), "is not set");
        assertRefused(builder().masterKeyFromEnvironment("PATH"), "PATH holds no key");
        assertThat(data().resolve("microauth.db")).doesNotExist();
        assertThat(data().resolve("database.key")).doesNotExist();
    }

    @Test
    void a_second_source_is_refused() {
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> builder().masterKeyFromEnvironment(VARIABLE).masterKeyFile(data()))
                .withMessageContaining("environment variable " + VARIABLE)
                .withMessageContaining("name one source");
    }

    @Test
    void another_key_does_not_open() {
        builder().masterKey(Secret.of(KEY)).open().close();

        assertRefused(builder().masterKey(Secret.of(OTHER)), "does not open");
        assertRefused(builder(), "master.key is missing");
    }

    @Test
    void one_key_opens_from_wherever_it_comes_and_is_written_nowhere() throws IOException {
        builder().masterKey(Secret.of(KEY)).open().close();
        builder().masterKey(HexFormat.of().parseHex(KEY)).open().close();
        builder().masterKeyFromEnvironment(VARIABLE).open().close();
        assertThat(data().resolve("master.key")).doesNotExist();

        builder().masterKeyFile(keyFile(KEY)).open().close();
    }

    @Test
    void a_key_that_is_kept_elsewhere_is_replaced_by_one_that_is_brought() {
        try (var auth = builder().masterKeyFromEnvironment(VARIABLE).open()) {
            assertThatExceptionOfType(Protected.class)
                    .isThrownBy(() -> auth.keys().rotateMasterKey())
                    .withMessageContaining("kept elsewhere");
            assertThatExceptionOfType(Invalid.class)
                    .isThrownBy(() -> auth.keys().rotateMasterKey(Secret.of("0011")));
            var somebody = Actor.user("somebody", Origin.NONE);
            assertThatExceptionOfType(NotAllowed.class)
                    .isThrownBy(() -> auth.as(somebody).keys().rotateMasterKey(Secret.of(OTHER)));

            auth.keys().rotateMasterKey(Secret.of(OTHER));
            auth.keys().rotateMasterKey(Secret.of(OTHER));
        }
        builder().masterKey(Secret.of(OTHER)).open().close();
        assertRefused(builder().masterKeyFromEnvironment(VARIABLE), "does not open");
    }

    @Test
    void a_key_that_is_kept_elsewhere_opens_until_the_new_one_has_arrived_there()
            throws IOException {
        try (var auth = builder().masterKey(Secret.of(KEY)).open()) {
            auth.keys().rotateMasterKey(Secret.of(OTHER));
        }
        builder().masterKey(Secret.of(KEY)).open().close();
        assertThat(Files.readAllLines(data().resolve("database.key"))).hasSize(2);

        builder().masterKey(Secret.of(OTHER)).open().close();

        assertThat(Files.readAllLines(data().resolve("database.key"))).hasSize(1);
        assertRefused(builder().masterKey(Secret.of(KEY)), "does not open");
        builder().masterKey(Secret.of(OTHER)).open().close();
    }

    @Test
    void a_key_file_outside_of_the_directory_may_be_of_others_too_and_is_not_written()
            throws IOException {
        Path shared = keyFile(KEY);
        Path other = parent.resolve("other");
        MicroAuth.builder().persistTo(other).masterKeyFile(shared).open().close();
        try (var auth = builder().masterKeyFile(shared).open()) {
            assertThatExceptionOfType(Protected.class)
                    .isThrownBy(() -> auth.keys().rotateMasterKey())
                    .withMessageContaining("outside of the data directory");
            auth.keys().rotateMasterKey(Secret.of(OTHER));
        }
        assertThat(Files.readString(shared)).isEqualTo(KEY + "\n");
        builder().masterKeyFile(shared).open().close();
        try (var auth = MicroAuth.builder().persistTo(other).masterKeyFile(shared).open()) {
            auth.keys().rotateMasterKey(Secret.of(OTHER));
        }

        Files.writeString(shared, OTHER + "\n");

        MicroAuth.builder().persistTo(other).masterKeyFile(shared).open().close();
        builder().masterKeyFile(shared).open().close();
        assertRefused(builder().masterKey(Secret.of(KEY)), "does not open");
    }

    @Test
    void a_closed_engine_touches_no_key() throws IOException {
        var auth = builder().open();
        auth.close();
        String master = Files.readString(data().resolve("master.key"));
        String root = Files.readString(data().resolve("database.key"));

        for (ThrowingCallable each :
                List.<ThrowingCallable>of(
                        () -> auth.keys().rotateMasterKey(),
                        () -> auth.keys().rotateMasterKey(Secret.of(OTHER)),
                        () -> auth.keys().export("eleven owls in the attic".toCharArray()),
                        () -> auth.engine().rotateMasterKey(Actor.system("test")))) {
            assertThatExceptionOfType(Closed.class).isThrownBy(each);
        }

        assertThat(Files.readString(data().resolve("master.key"))).isEqualTo(master);
        assertThat(Files.readString(data().resolve("database.key"))).isEqualTo(root);
        builder().open().close();
    }

    /// Trap: 17
    @Test
    void who_replaces_the_key_while_it_closes_is_refused_or_in_the_audit() throws Exception {
        var auth = builder().open();
        var begun = new CountDownLatch(1);
        var counting =
                new FutureTask<>(() -> {
                    for (int done = 0; ; done++) {
                        String before = Files.readString(data().resolve("master.key"));
                        try {
                            auth.keys().rotateMasterKey();
                            begun.countDown();
                        } catch (Closed e) {
                            assertThat(data().resolve("master.key")).hasContent(before);
                            return done;
                        }
                    }
                });
        Thread.ofPlatform().daemon().start(counting);
        begun.await();
        auth.close();

        long done = counting.get();

        try (var next = builder().open()) {
            assertThat(next.audit().export(AuditQuery.ALL))
                    .extracting(StoredEvent::action)
                    .filteredOn("master-key.rotate"::equals)
                    .hasSize((int) done);
        }
    }

    @Test
    void a_key_in_a_file_is_replaced_there() throws IOException {
        Path file = data().resolve("master.key");
        String before;
        String after;
        try (var auth = builder().open()) {
            before = Files.readString(file);
            auth.keys().rotateMasterKey();
            after = Files.readString(file);
            auth.keys().rotateMasterKey(Secret.of(KEY));
            assertThat(auth.audit().list().items())
                    .extracting(StoredEvent::action)
                    .filteredOn("master-key.rotate"::equals)
                    .hasSize(2);
        }
        assertThat(after).isNotEqualTo(before);
        assertThat(Files.readString(file)).isEqualTo(KEY + "\n");
        builder().open().close();
    }

    private Path keyFile(String key) throws IOException {
        Path file = parent.resolve("kept-elsewhere");
        Files.writeString(file, key + "\n");
        file.toFile().setReadable(false, false);
        file.toFile().setReadable(true, true);
        return file;
    }

    private static void assertRefused(MicroAuthBuilder builder, String why) {
        assertThatExceptionOfType(DirectoryRefusal.class)
                .isThrownBy(builder::open)
                .withMessageContaining(why)
                .withMessageNotContaining("0405060708");
    }

    private MicroAuthBuilder builder() {
        return MicroAuth.builder().persistTo(data()).autoCleanup(false);
    }

    private Path data() {
        return parent.resolve("data");
    }
}
