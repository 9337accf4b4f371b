package dev.microauth.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.Storage;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.problem.AuthException.Protected;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Old events go, and the log stays whole without them.
///
/// Security: K3, I7
/// Trap: 20
@BothDatabases
class AuditRetentionTest {
    private static final Duration KEPT = Duration.ofDays(400);

    @AutoClose private final Installation site;
    private final Storage storage;

    AuditRetentionTest(Db db) {
        site = Installation.on(db);
        storage = site.storage();
    }

    @Test
    void what_the_setting_keeps_nobody_removes() {
        site.clock().advance(KEPT);
        long before = storage.count("audit_events");

        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() ->
                        retention()
                                .purge(
                                        Installation.ACTOR,
                                        Optional.of(now().minus(KEPT).plusMillis(1))))
                .satisfies(e -> assertThat(e.fields()).containsOnlyKeys("before"));
        assertThat(retention().purge(Installation.ACTOR, Optional.of(now().minus(KEPT)))).isZero();

        assertThat(storage.count("audit_events")).isEqualTo(before);
    }

    @Test
    void old_events_go_and_the_rest_verifies_from_the_anchor_on() {
        long old = storage.count("audit_events");
        site.clock().advance(KEPT);
        change("young");
        site.clock().advance(Duration.ofDays(1));

        assertThat(retention().purge(Installation.ACTOR, Optional.of(now().minus(KEPT))))
                .isEqualTo(old);

        assertThat(verdict()).isEqualTo(new Verdict.Whole(2));
        assertThat(site.auth().audit().count()).isEqualTo(2);
        assertThat(storage.rows("select sequence from audit_anchors"))
                .containsExactly(List.of(String.valueOf(old)));
        site.restart();
        change("after");
        assertThat(verdict()).isEqualTo(new Verdict.Whole(3));
    }

    @Test
    void the_newest_event_stays_however_old_it_is() {
        site.clock().advance(KEPT.multipliedBy(3));

        retention().purge(Installation.ACTOR, Optional.of(now().minus(KEPT)));

        assertThat(verdict()).isEqualTo(new Verdict.Whole(2));
        site.restart();
        change("after");
        assertThat(verdict()).isEqualTo(new Verdict.Whole(3));
    }

    @Test
    void only_the_beginning_goes_when_the_clock_was_set_back() {
        site.clock().advance(KEPT);
        change("from-the-future");
        site.clock().set(Instant.parse("2027-03-01T13:00:00Z"));
        change("again-early");
        site.clock().advance(KEPT.minusHours(1));

        retention().purge(Installation.ACTOR, Optional.empty());
        site.clock().advance(Duration.ofHours(2));
        retention().purge(Installation.ACTOR, Optional.of(now().minus(KEPT)));

        assertThat(storage.rows("select 1 from audit_events where action = 'scope.create'"))
                .as("both, and not those of the beginning")
                .hasSize(2);
        assertThat(verdict()).isInstanceOf(Verdict.Whole.class);
    }

    @Test
    void the_chore_goes_by_whole_days_so_that_it_does_not_feed_the_log() {
        site.clock().advance(KEPT.plusHours(6));
        retention().purge(Installation.ACTOR);
        assertThat(storage.count("audit_anchors")).isZero();

        site.clock().advance(Duration.ofHours(6));
        retention().purge(Installation.ACTOR);
        long left = storage.count("audit_events");
        for (int i = 0; i < 5; i++) {
            site.clock().advance(Duration.ofMinutes(1));
            retention().purge(Installation.ACTOR);
        }

        assertThat(left).isEqualTo(2);
        assertThat(storage.count("audit_events")).isEqualTo(left);
    }

    @Test
    void the_database_lets_go_of_nothing_behind_the_anchor_and_changes_nothing_at_all() {
        change("one");
        site.clock().advance(KEPT.plusDays(1));
        change("two");
        retention().purge(Installation.ACTOR, Optional.of(now().minus(KEPT)));

        for (String sql :
                List.of(
                        "delete from audit_events",
                        "delete from audit_events where sequence = (select min(sequence) from audit_events)",
                        "delete from audit_events where sequence = (select max(sequence) from audit_events)",
                        "update audit_events set detail = 'x'",
                        "update audit_events set sequence = sequence + 10")) {
            assertThatThrownBy(() -> storage.sql(sql)).as(sql).hasMessageContaining("never");
        }
        assertThat(verdict()).isEqualTo(new Verdict.Whole(2));
    }

    @Test
    void evidence_does_not_go() {
        Tampering.allow(storage);
        storage.sql("update audit_events set detail = 'made up' where sequence = 3");
        long before = storage.count("audit_events");
        site.clock().advance(KEPT.plusDays(1));

        assertThatExceptionOfType(Protected.class)
                .isThrownBy(
                        () -> retention().purge(Installation.ACTOR, Optional.of(now().minus(KEPT))))
                .withMessageContaining("broken at event 3")
                .withMessageContaining("microauthd audit verify");
        retention().purge(Installation.ACTOR);

        assertThat(storage.count("audit_events")).isEqualTo(before);
        assertThat(storage.count("audit_anchors")).isZero();
    }

    /// Every damage to a log that was purged before.
    @Test
    void damage_around_the_anchor_is_found() {
        change("first");
        site.clock().advance(KEPT.plusDays(1));
        change("second");
        change("third");
        retention().purge(Installation.ACTOR, Optional.of(now().minus(KEPT)));
        Tampering.allow(storage);
        storage.sql("create table kept_events as select * from audit_events");
        storage.sql("create table kept_anchors as select * from audit_anchors");
        storage.sql("create table kept_heads as select * from audit_chains");
        assertThat(verdict()).isInstanceOf(Verdict.Whole.class);

        var softly = new SoftAssertions();
        for (String damage :
                List.of(
                        "delete from audit_anchors",
                        "update audit_anchors set sequence = sequence + 1",
                        "update audit_anchors set sequence = sequence - 1",
                        "update audit_anchors set anchored_at = anchored_at + 1",
                        "update audit_anchors set chain = 2",
                        "update audit_anchors set mac = seal",
                        "update audit_anchors set seal = mac",
                        "update audit_anchors set mac = (select mac from audit_events where detail <> '' limit 1)",
                        "insert into audit_anchors select 2, sequence, mac, anchored_at, seal from audit_anchors",
                        "delete from audit_events where sequence = (select min(sequence) from audit_events)",
                        "delete from audit_events where sequence = (select max(sequence) from audit_events)",
                        "delete from audit_events",
                        "update audit_events set detail = 'x' where sequence = (select min(sequence) from audit_events)",
                        "update audit_chains set sequence = (select sequence from audit_anchors)",
                        "update audit_chains set sequence = 0",
                        "delete from audit_chains")) {
            storage.sql(damage);
            softly.assertThat(verdict()).as(damage).isInstanceOf(Verdict.Broken.class);
            restore();
        }
        insertBefore();
        softly.assertThat(verdict())
                .as("an event before the anchor")
                .isInstanceOf(Verdict.Broken.class);
        restore();
        softly.assertAll();
        assertThat(verdict()).isInstanceOf(Verdict.Whole.class);
    }

    /// An anchor of before, with its true seal, does not bring back what went, nor cover what is cut.
    @Test
    void an_older_anchor_in_place_of_the_newest_is_found() {
        site.clock().advance(KEPT.plusDays(1));
        change("first");
        retention().purge(Installation.ACTOR, Optional.of(now().minus(KEPT)));
        storage.sql("create table kept_anchors as select * from audit_anchors");
        site.clock().advance(KEPT.plusDays(1));
        change("second");
        retention().purge(Installation.ACTOR, Optional.of(now().minus(KEPT)));
        assertThat(verdict()).isInstanceOf(Verdict.Whole.class);

        storage.sql("delete from audit_anchors");
        storage.sql("insert into audit_anchors select * from kept_anchors");

        assertThat(verdict()).isInstanceOf(Verdict.Broken.class);
    }

    /// A head of before is true for its moment, and it must not hide that all events went.
    @Test
    void an_older_head_before_the_anchor_is_found() {
        storage.sql("create table kept_heads as select * from audit_chains");
        change("first");
        site.clock().advance(KEPT.plusDays(1));
        change("second");
        retention().purge(Installation.ACTOR, Optional.of(now().minus(KEPT)));
        Tampering.allow(storage);
        storage.sql("delete from audit_events");
        storage.sql("delete from audit_chains");
        storage.sql("insert into audit_chains select * from kept_heads");

        assertThat(verdict()).isInstanceOf(Verdict.Broken.class);
    }

    private void restore() {
        for (String[] each :
                new String[][] {
                    {"audit_events", "kept_events"},
                    {"audit_anchors", "kept_anchors"},
                    {"audit_chains", "kept_heads"}
                }) {
            storage.sql("delete from " + each[0]);
            storage.sql("insert into " + each[0] + " select * from " + each[1]);
        }
    }

    private void insertBefore() {
        storage.sql(
                """
                insert into audit_events (chain, sequence, happened_at, actor_kind, action, outcome, detail, mac)
                select chain, 1, happened_at, actor_kind, action, outcome, 'made up', mac from audit_events limit 1
                """);
    }

    private void change(String scope) {
        site.auth().scopes().create(Installation.ACTOR).name(scope).save();
    }

    private AuditRetention retention() {
        return site.auth().auditRetention();
    }

    private Instant now() {
        return site.clock().instant();
    }

    private Verdict verdict() {
        return site.auth().audit().verify(_ -> {});
    }
}
