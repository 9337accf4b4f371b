package dev.microauth.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.Phone;
import dev.microauth.Robot;
import dev.microauth.Visitor;
import dev.microauth.actor.Actor;
import dev.microauth.credential.SignIn;
import dev.microauth.db.StorageException;
import dev.microauth.jose.Algorithm;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.problem.AuthException.Protected;
import dev.microauth.secret.BrokenSeal;
import dev.microauth.secret.Place;
import dev.microauth.secret.Secret;
import dev.microauth.secret.VersionedSeal;
import dev.microauth.service.AccountReference;
import dev.microauth.service.PostgresLogin;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Versions of the key that seals secrets in columns.
///
/// Security: I5
@BothDatabases
class DataKeysTest {
    private static final Actor ME = Installation.ACTOR;
    private static final PostgresLogin LOGIN =
            new PostgresLogin("db", 5432, "orders", "robot", Secret.of("a password of a database"));

    private static final Place HERE = new Place("totp_secrets", "sealed_secret", "nobody");

    @AutoClose private final Installation site;
    private final Robot robot;
    private final Phone phone;

    DataKeysTest(Db db) {
        site = Installation.on(db);
        robot = Robot.of(site, "robot");
        site.auth().postgresCredentials().set(ME, robot.account().id(), LOGIN);
        phone = Phone.of(site, "alice");
    }

    @Test
    void the_current_version_and_one_that_is_not_there_cannot_be_removed() {
        assertThatExceptionOfType(Protected.class)
                .isThrownBy(() -> keys().remove(1, ME))
                .withMessageContaining("rotate it first");
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> keys().remove(2, ME));
        assertThat(told()).containsExactly("1 current 6");
    }

    @Test
    void a_version_that_seals_a_value_which_does_not_open_stays() {
        keys().rotate(ME);
        site.storage()
                .sql(
                        "update totp_secrets set user_id = (select id from users where username = 'bob')");

        assertThatExceptionOfType(Protected.class)
                .isThrownBy(() -> keys().remove(1, ME))
                .withMessageContaining("1 values that do not open, in totp_secrets");
        keys().maintain(ME);

        assertThat(told()).containsExactly("1 old 1", "2 current 5");
        assertThat(KeyMetrics.of(site.auth().keys(), keys()).failed()).isPositive();
    }

    @Test
    void nothing_can_be_stored_under_a_version_that_has_gone() {
        keys().rotate(ME);
        keys().remove(1, ME);

        assertThatExceptionOfType(StorageException.Conflict.class)
                .isThrownBy(() -> store(VersionedSeal.version(new byte[] {1})));
        var first = new AtomicBoolean(true);
        byte[] stored =
                keys().storing(() -> {
                    byte[] sealed = keys().seal(new byte[] {1}, HERE);
                    if (first.getAndSet(false)) {
                        keys().rotate(ME);
                        keys().remove(2, ME);
                    }
                    store(VersionedSeal.version(sealed));
                    return sealed;
                });

        assertThat(VersionedSeal.version(stored)).isEqualTo(3);
        assertThat(keys().open(stored, HERE)).containsExactly(1);
    }

    private void store(long version) {
        var dialect = site.storage().dialect();
        try (var connection = dialect.openWriter();
                var update = connection.prepareStatement("update totp_secrets set data_key = ?")) {
            update.setLong(1, version);
            update.executeUpdate();
        } catch (SQLException e) {
            throw dialect.translate(e);
        }
    }

    @Test
    void a_row_that_was_read_before_its_key_went_is_read_once_more() {
        byte[] before = keys().seal(new byte[] {1}, HERE);
        keys().rotate(ME);
        keys().remove(1, ME);
        byte[] anew = keys().seal(new byte[] {1}, HERE);
        long failed = failed();

        byte[] opened =
                keys().opening(() -> keys().open(before, HERE), () -> keys().open(anew, HERE));

        assertThat(opened).containsExactly(1);
        assertThat(failed()).isEqualTo(failed);
        Supplier<byte[]> gone = () -> keys().open(before, HERE);
        assertThatExceptionOfType(BrokenSeal.class).isThrownBy(() -> keys().opening(gone, gone));
        assertThat(failed()).isEqualTo(failed + 1);
    }

    private long failed() {
        return KeyMetrics.of(site.auth().keys(), keys()).failed();
    }

    @Test
    void a_rotation_lets_everything_open_and_housekeeping_seals_it_anew_and_lets_the_old_one_go() {
        keys().rotate(ME);
        assertThat(told()).containsExactly("1 old 6", "2 current 0");
        assertEverythingOpens();

        keys().maintain(ME);

        assertThat(told()).containsExactly("2 current 6");
        assertEverythingOpens();
        site.restart();
        assertThat(told()).containsExactly("2 current 6");
        assertEverythingOpens();
    }

    @Test
    void what_is_written_after_a_rotation_is_sealed_with_the_new_version() {
        keys().rotate(ME);

        Phone.of(site, "bob");
        site.auth().keys().rotate(Ring.AUTH, Algorithm.ES256, ME);
        site.auth().postgresCredentials().set(ME, robot.account().id(), LOGIN);

        assertThat(told()).containsExactly("1 old 5", "2 current 3");
    }

    @Test
    void a_version_that_is_removed_is_emptied_first() {
        keys().rotate(ME);

        keys().remove(1, ME);

        assertThat(told()).containsExactly("2 current 6");
        assertThat(site.storage().rows("select version from data_keys"))
                .containsExactly(List.of("2"));
        assertEverythingOpens();
    }

    @Test
    void the_schedule_rotates_and_keeps_as_many_old_versions_as_it_was_told() {
        site.restart(with -> with.keyRotation(Duration.ofDays(2)).oldKeysKept(2));
        site.clock().advance(Duration.ofDays(2).minusMinutes(1));
        keys().maintain(ME);
        assertThat(told()).containsExactly("1 current 6");

        for (int i = 0; i < 4; i++) {
            site.clock().advance(Duration.ofDays(2));
            keys().maintain(ME);
        }

        assertThat(told()).containsExactly("3 old 0", "4 old 0", "5 current 6");
        assertEverythingOpens();
    }

    /// Security: C6
    @Test
    void retired_signing_keys_are_kept_by_number_and_while_their_tokens_may_live() {
        site.restart(with -> with.keyRotation(Duration.ofDays(2)).oldKeysKept(1));
        var rings = site.auth().keys();
        for (int i = 0; i < 3; i++) {
            rings.rotate(Ring.ADMIN, Algorithm.EdDSA, ME);
        }
        rings.maintain(ME);
        assertThat(rings.ring(Ring.ADMIN).keys()).hasSize(4);

        site.clock().advance(KeyRings.PUBLISHED_AFTER.plusSeconds(1));
        rings.maintain(ME);

        assertThat(rings.ring(Ring.ADMIN).keys())
                .extracting(RingKey::state)
                .containsExactlyInAnyOrder(KeyState.RETIRED, KeyState.CURRENT);
        var due = KeyMetrics.of(rings, keys()).signingKeys();
        assertThat(due.done()).isEqualTo(3);
        assertThat(due.last())
                .isEqualTo(site.clock().instant().minus(KeyRings.PUBLISHED_AFTER).minusSeconds(1));
    }

    @Test
    void another_node_seals_with_the_new_version_and_opens_what_it_does_not_know_yet() {
        assumeTrue(site.storage().db() == Db.POSTGRESQL);
        try (var other = site.secondNode().orElseThrow()) {
            keys().rotate(ME);
            byte[] fresh = keys().seal(new byte[] {7}, HERE);
            assertThat(other.dataKeys().open(fresh, HERE)).containsExactly(7);
            keys().rotate(ME);
            keys().maintain(ME);

            // Its current version is gone; the database refuses it, and it looks again.
            other.keys().rotate(Ring.ADMIN, Algorithm.EdDSA, ME);

            assertThat(told()).containsExactly("3 current 7");
        }
    }

    /// Trap: 17
    @Test
    void every_change_is_in_the_audit_once() {
        long before = site.storage().count("audit_events");
        keys().rotate(ME);
        keys().remove(1, ME);

        assertThat(
                        site
                                .storage()
                                .rows(
                                        "select action, target_id, detail from audit_events order by sequence")
                                .stream()
                                .skip(before)
                                .map(row -> String.join(" ", row)))
                .containsExactly(
                        "data-key.rotate 2 ",
                        "data-key.reseal 2 4 values of signing_keys",
                        "data-key.reseal 2 1 values of totp_secrets",
                        "data-key.reseal 2 1 values of postgres_credentials",
                        "data-key.remove 1 ");
    }

    @Test
    void many_threads_write_while_keys_come_and_go_and_nothing_is_lost() throws Exception {
        var accounts =
                IntStream.range(0, 20)
                        .mapToObj(i ->
                                site.auth().serviceAccounts().create(ME).name("r" + i).save().id())
                        .toList();
        var kept = site.auth().postgresCredentials();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var rotating =
                    pool.submit(() -> {
                        for (int i = 0; i < 5; i++) {
                            keys().rotate(ME);
                            keys().maintain(ME);
                        }
                    });
            var writing =
                    accounts.stream()
                            .flatMap(id ->
                                    IntStream.range(0, 10)
                                            .mapToObj(_ ->
                                                    pool.submit(() -> kept.set(ME, id, LOGIN))))
                            .toList();
            rotating.get();
            for (var each : writing) {
                each.get();
            }
        }
        keys().maintain(ME);

        assertThat(told()).containsExactly("6 current 26");
        for (var id : accounts) {
            assertThat(kept.read(ME, AccountReference.of(id))).isEqualTo(LOGIN);
        }
    }

    private void assertEverythingOpens() {
        assertThat(
                        site.auth()
                                .postgresCredentials()
                                .read(ME, AccountReference.of(robot.account().id())))
                .isEqualTo(LOGIN);
        site.clock().advance(Duration.ofSeconds(30));
        var visitor = Visitor.at(site.auth(), 1);
        assertThat(visitor.code(visitor.half("alice"), phone.code()))
                .isInstanceOf(SignIn.Proven.class);
        // Each ring is read from the database, and its keys are opened.
        site.auth().keys().maintain(ME);
        assertThat(site.auth().keys().ring(Ring.AUTH).keys()).hasSizeGreaterThanOrEqualTo(3);
    }

    private DataKeys keys() {
        return site.auth().dataKeys();
    }

    private List<String> told() {
        return keys().versions().stream()
                .map(each ->
                        each.version() + (each.current() ? " current " : " old ") + each.values())
                .toList();
    }
}
