package dev.microauth.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.Robot;
import dev.microauth.access.AdminPermission;
import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.page.PageRequest;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.problem.AuthException.NotAllowed;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.secret.BrokenSeal;
import dev.microauth.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

@BothDatabases
class PostgresCredentialsTest {
    static final PostgresLogin LOGIN =
            new PostgresLogin(
                    "db.internal",
                    5432,
                    "orders",
                    "robot",
                    Secret.of("a password of the database"));
    private static final AdminPermission WRITE = AdminPermission.SERVICE_ACCOUNTS_WRITE;

    @AutoClose private final Installation site;
    private final PostgresCredentials kept;
    private final Robot robot;

    PostgresCredentialsTest(Db db) {
        site = Installation.on(db);
        kept = site.auth().postgresCredentials();
        robot = Robot.of(site, "robot");
    }

    @Test
    void what_cannot_be_a_login_is_refused_by_its_field() {
        var refused = new ArrayList<String>();
        for (Runnable each :
                List.<Runnable>of(
                        () -> login("", 5432, "orders", "robot", "secret"),
                        () -> login("db\nevil", 5432, "orders", "robot", "secret"),
                        () -> login("db host", 5432, "orders", "robot", "secret"),
                        () -> login("h".repeat(256), 5432, "orders", "robot", "secret"),
                        () -> login("db", 0, "orders", "robot", "secret"),
                        () -> login("db", 65_536, "orders", "robot", "secret"),
                        () -> login("db", -1, "orders", "robot", "secret"),
                        () -> login("db", 5432, "", "robot", "secret"),
                        () -> login("db", 5432, "ö".repeat(32), "robot", "secret"),
                        () -> login("db", 5432, "or\0ders", "robot", "secret"),
                        () -> login("db", 5432, "orders", "", "secret"),
                        () -> login("db", 5432, "orders", "x".repeat(64), "secret"),
                        () -> login("db", 5432, "orders", "rob\tot", "secret"),
                        () -> login("db", 5432, "orders", "robot", ""),
                        () -> login("db", 5432, "orders", "robot", "line\nbreak"),
                        () -> login("db", 5432, "orders", "robot", "x".repeat(1_001)))) {
            assertThatExceptionOfType(Invalid.class)
                    .isThrownBy(each::run)
                    .satisfies(refusal -> refused.addAll(refusal.fields().keySet()));
        }
        assertThat(refused)
                .containsExactly(
                        "host",
                        "host",
                        "host",
                        "host",
                        "port",
                        "port",
                        "port",
                        "database",
                        "database",
                        "database",
                        "username",
                        "username",
                        "username",
                        "password",
                        "password",
                        "password");
    }

    /// Security: K1
    @Test
    void nobody_else_reads_them_whether_the_account_exists_or_not() {
        kept.set(Installation.ACTOR, robot.id(), LOGIN);
        var other = Robot.of(site, "other");
        var auditor =
                user("bob")
                        .with(
                                Set.of(
                                        AdminPermission.SERVICE_ACCOUNTS_READ.permission(),
                                        AdminPermission.AUDIT_READ.permission()));
        var texts = new ArrayList<String>();
        long events = site.storage().count("audit_events");
        int asked = 0;
        for (Actor actor :
                List.of(
                        user("alice"),
                        other.actor(),
                        auditor,
                        Actor.client("shop", Origin.NONE),
                        Actor.anonymous(Origin.NONE))) {
            for (String name : List.of("robot", "nobody", "not a name !", "self")) {
                if (!(actor.equals(other.actor()) && name.equals("self"))) {
                    asked++;
                    assertThatExceptionOfType(NotAllowed.class)
                            .as(actor + " " + name)
                            .isThrownBy(() -> kept.read(actor, AccountReference.named(name)))
                            .satisfies(refusal -> texts.add(refusal.getMessage()));
                }
            }
        }
        assertThat(texts).hasSize(asked).containsOnly(texts.getFirst());
        // Each refused reading is on record.
        assertThat(site.storage().count("audit_events")).isEqualTo(events + asked);
        assertThat(
                        site.storage()
                                .rows(
                                        "select distinct action, outcome from audit_events where sequence > ?",
                                        events))
                .containsExactly(List.of("postgres-credentials.read", "refused"));
    }

    /// Security: K1
    @Test
    void the_account_its_keepers_and_administrators_read_them_and_each_reading_is_on_record() {
        site.auth().access().assignRole(Installation.ACTOR, site.user("alice").id(), "robot");
        var administrator = user("bob").with(Set.of(WRITE.permission()));
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> kept.read(robot.actor(), new AccountReference.Self()));
        kept.set(administrator, robot.id(), LOGIN);
        long events = site.storage().count("audit_events");

        for (Actor actor : List.of(robot.actor(), user("alice"), administrator)) {
            assertThat(kept.read(actor, AccountReference.named("Robot"))).isEqualTo(LOGIN);
        }
        assertThat(kept.read(robot.actor(), AccountReference.named("self"))).isEqualTo(LOGIN);

        assertThat(
                        site.storage()
                                .rows(
                                        "select action, outcome, target_id, actor_kind from audit_events"
                                                + " where sequence > ? order by sequence",
                                        events))
                .extracting(row -> row.subList(0, 3))
                .hasSize(4)
                .containsOnly(List.of("postgres-credentials.read", "done", robot.id().toString()));
        site.auth().access().unassignRole(Installation.ACTOR, site.user("alice").id(), "robot");
        assertThatThrownBy(() -> kept.read(user("alice"), AccountReference.named("robot")))
                .isInstanceOf(NotAllowed.class);
    }

    @Test
    void only_who_may_write_accounts_sets_and_removes_them() {
        site.auth().access().assignRole(Installation.ACTOR, site.user("alice").id(), "robot");
        for (Actor actor : List.of(robot.actor(), user("alice"), user("bob"))) {
            assertThatThrownBy(() -> kept.set(actor, robot.id(), LOGIN))
                    .isInstanceOf(NotAllowed.class);
            assertThatThrownBy(() -> kept.delete(actor, robot.id())).isInstanceOf(NotAllowed.class);
        }
        assertThat(kept.find(robot.id())).isEmpty();
        var administrator = user("bob").with(Set.of(WRITE.permission()));
        assertThatThrownBy(() -> kept.delete(administrator, robot.id()))
                .isInstanceOf(NotFound.class);

        var entry = kept.set(administrator, robot.id(), LOGIN);
        assertThat(kept.find(robot.id())).contains(entry);
        assertThat(kept.list(PageRequest.first()).items()).containsExactly(entry);
        assertThat(kept.list(PageRequest.first().containing("nothing")).items()).isEmpty();
        kept.delete(administrator, robot.id());
        assertThat(kept.list(PageRequest.first()).items()).isEmpty();
    }

    /// Security: I5
    /// Trap: 16
    @Test
    void a_row_that_was_exchanged_or_changed_does_not_open() {
        kept.set(Installation.ACTOR, robot.id(), LOGIN);
        var other = Robot.of(site, "other");
        kept.set(
                Installation.ACTOR,
                other.id(),
                new PostgresLogin("db.internal", 5432, "orders", "robot", Secret.of("another")));
        assertThat(site.storage().count("postgres_credentials")).isEqualTo(2);

        for (String tampering :
                List.of(
                        "sealed_password = (select o.sealed_password from postgres_credentials o"
                                + " where o.service_account <> postgres_credentials.service_account)",
                        "host = 'evil.example'",
                        "port = 5433",
                        "database_name = 'other'",
                        "username = 'other'")) {
            assertThat(
                            site.storage()
                                    .sql(
                                            "update postgres_credentials set "
                                                    + tampering
                                                    + " where service_account in (select id from service_accounts"
                                                    + " where name = 'robot')"))
                    .isEqualTo(1);
            assertThatThrownBy(() -> kept.read(Installation.ACTOR, AccountReference.of(robot.id())))
                    .as(tampering)
                    .isInstanceOf(BrokenSeal.class);
            kept.set(Installation.ACTOR, robot.id(), LOGIN);
        }
        assertThat(kept.read(Installation.ACTOR, AccountReference.of(robot.id()))).isEqualTo(LOGIN);
    }

    /// Security: I5, K4
    @Test
    void no_password_stands_readable_anywhere() {
        kept.set(Installation.ACTOR, robot.id(), LOGIN);
        kept.read(robot.actor(), AccountReference.named("robot"));

        var everything = new StringBuilder();
        for (String table : List.of("postgres_credentials", "audit_events")) {
            everything.append(site.storage().rows("select * from " + table));
        }
        String password = LOGIN.password().revealText();
        assertThat(everything.toString())
                .doesNotContain(password)
                .doesNotContain(
                        HexFormat.of().formatHex(password.getBytes(StandardCharsets.UTF_8)));
        assertThat(LOGIN.toString()).doesNotContain(password);
    }

    private static void login(
            String host, int port, String database, String username, String password) {
        new PostgresLogin(host, port, database, username, Secret.of(password));
    }

    private Actor user(String name) {
        return Actor.user(site.user(name).id().toString(), Origin.NONE);
    }
}
