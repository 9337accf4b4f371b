package dev.microauth.acting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.microauth.MicroAuth;
import dev.microauth.TestClock;
import dev.microauth.actor.Actor;
import dev.microauth.jose.Algorithm;
import dev.microauth.jose.TokenRefused;
import dev.microauth.key.DataKeyVersion;
import dev.microauth.key.KeyState;
import dev.microauth.key.Ring;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.problem.AuthException.Protected;
import dev.microauth.secret.Secret;
import dev.microauth.service.AccountReference;
import dev.microauth.service.PostgresLogin;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// The keys, as an application sees them.
///
/// Security: C6, I5
class ActingKeysTest {
    private final TestClock clock = new TestClock();

    @AutoClose
    private final MicroAuth auth =
            MicroAuth.builder()
                    .clock(clock)
                    .keyRotation(Duration.ofDays(7))
                    .autoCleanup(false)
                    .open();

    @Test
    void an_engine_in_memory_has_no_master_key_to_replace_or_to_carry_away() {
        assertThatExceptionOfType(Protected.class)
                .isThrownBy(() -> auth.keys().rotateMasterKey())
                .withMessageContaining("persistTo(directory)");
        assertThatExceptionOfType(Protected.class)
                .isThrownBy(() -> auth.keys().export("eleven owls in the attic".toCharArray()));
        assertThatIllegalStateException()
                .isThrownBy(() -> MicroAuth.builder().masterKey(key()).open())
                .withMessageContaining("persistTo(directory)");
    }

    private static byte[] key() {
        var bytes = new byte[32];
        bytes[0] = 1;
        return bytes;
    }

    @Test
    void the_current_data_key_and_unknown_keys_are_refused() {
        assertThatExceptionOfType(Protected.class).isThrownBy(() -> auth.keys().removeOldKey(1));
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> auth.keys().removeOldKey(7));
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> auth.keys().dropSigningKey("unknown"));
    }

    @Test
    void a_data_key_is_replaced_and_the_old_one_removed() {
        assertThat(auth.keys().signingKeys()).hasSize(1);

        var fresh = auth.keys().rotateKey();
        assertThat(fresh.version()).isEqualTo(2);
        assertThat(auth.keys().keyVersions())
                .extracting(DataKeyVersion::current)
                .containsExactly(false, true);

        auth.keys().removeOldKey(1);

        assertThat(auth.keys().keyVersions())
                .singleElement()
                .satisfies(only -> assertThat(only.values()).isPositive());
        assertThat(auth.audit().verify().toString()).startsWith("Whole");
    }

    @Test
    void what_a_replaced_signing_key_signed_lives_and_what_a_dropped_one_signed_does_not()
            throws TokenRefused {
        var alice = auth.users().create().username("alice").save();
        var token = auth.tokens().issue(alice.id()).save().compact();
        String kid = current();

        auth.keys().rotateSigningKeys(Ring.AUTH);

        assertThat(current()).isNotEqualTo(kid);
        assertThat(auth.tokens().verify(token).id()).isEqualTo(alice.id().toString());
        auth.keys().dropSigningKey(kid);
        assertThatExceptionOfType(TokenRefused.class).isThrownBy(() -> auth.tokens().verify(token));
    }

    /// Security: C6
    @Test
    void a_key_is_dropped_at_once_by_a_thread_that_was_interrupted_too() {
        var alice = auth.users().create().username("alice").save();
        var token = auth.tokens().issue(alice.id()).save().compact();
        String kid = current();

        Thread.currentThread().interrupt();
        auth.keys().dropSigningKey(kid);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(current()).isNotEqualTo(kid);
        assertThatExceptionOfType(TokenRefused.class).isThrownBy(() -> auth.tokens().verify(token));
    }

    @Test
    void everything_opens_while_keys_are_removed() throws Exception {
        var me = Actor.system("test");
        var robot = auth.serviceAccounts().create().name("robot").save().id();
        var kept = auth.engine().postgresCredentials();
        var login = new PostgresLogin("db", 5432, "orders", "robot", Secret.of("a password"));
        kept.set(me, robot, login);
        try (var pool = Executors.newFixedThreadPool(8)) {
            var removing =
                    pool.submit(() -> {
                        for (int version = 1; version <= 200; version++) {
                            auth.keys().rotateKey();
                            auth.keys().removeOldKey(version);
                        }
                    });
            var reading =
                    IntStream.range(0, 7)
                            .mapToObj(_ ->
                                    pool.submit(() -> {
                                        while (!removing.isDone()) {
                                            kept.read(me, AccountReference.of(robot));
                                        }
                                    }))
                            .toList();
            removing.get();
            for (var each : reading) {
                each.get();
            }
        }
        assertThat(auth.keys().metrics().failed()).isZero();
    }

    private String current() {
        return auth.keys().signingKeys().stream()
                .filter(key -> key.state() == KeyState.CURRENT)
                .filter(key -> key.key().algorithm() == Algorithm.ES256)
                .findFirst()
                .orElseThrow()
                .key()
                .keyId();
    }

    @Test
    void clean_up_rotates_what_is_due_and_the_metrics_tell() {
        assertThat(auth.keys().signingKeys()).hasSize(1);
        var before = auth.keys().metrics();
        assertThat(before.dataKeys().done()).isZero();
        assertThat(before.dataKeys().due()).isEqualTo(TestClock.START.plus(Duration.ofDays(7)));
        assertThat(before.signingKeys().due()).isEqualTo(TestClock.START.plus(Duration.ofDays(7)));
        assertThat(before.sealed()).isPositive();

        clock.advance(Duration.ofDays(7));
        auth.cleanUp();
        clock.advance(Duration.ofHours(1));
        auth.cleanUp();

        var after = auth.keys().metrics();
        assertThat(after.dataKeys().done()).isEqualTo(1);
        assertThat(after.dataKeys().last()).isEqualTo(TestClock.START.plus(Duration.ofDays(7)));
        assertThat(after.signingKeys().done()).isPositive();
        assertThat(after.signingKeys().last()).isEqualTo(clock.instant());
        assertThat(after.versions()).isEqualTo(1);
        assertThat(after.opened()).isPositive();
        assertThat(after.failed()).isZero();
    }
}
