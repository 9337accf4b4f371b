package dev.microauth.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.Storage;
import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Whoever changes the log without the key is found out.
///
/// Security: K3
@BothDatabases
class AuditChainTest {
    @AutoClose private final Installation site;
    private final Storage storage;

    AuditChainTest(Db db) throws UnknownHostException {
        site = Installation.on(db);
        storage = site.storage();
        var origin =
                new Origin(
                        Optional.of(InetAddress.getByAddress(new byte[] {127, 0, 0, 1})),
                        Optional.of("curl/8"),
                        Optional.of("req-1"));
        for (int i = 0; i < 5; i++) {
            site.auth()
                    .audit()
                    .append(
                            AuditEvent.of(
                                            site.clock().instant(),
                                            Actor.user("somebody", origin),
                                            Action.TOKEN_ISSUE)
                                    .on("token", "token " + i)
                                    .and("scope", "s")
                                    .through("app")
                                    .saying("event " + i));
        }
    }

    @Test
    void events_can_neither_be_changed_nor_deleted() {
        for (String sql :
                List.of(
                        "update audit_events set detail = 'x' where sequence = 1",
                        "delete from audit_events where sequence = 1")) {
            assertThat(failureOf(sql)).contains("never");
        }
        if (storage.db() == Db.POSTGRESQL) {
            assertThat(failureOf("truncate audit_events")).contains("never");
        }
        assertWhole();
    }

    @Test
    void a_change_of_any_field_is_found() {
        removeTriggers();
        long last = last();
        var columns =
                List.of(
                        "happened_at = happened_at + 1",
                        "actor_kind = 'client'",
                        "actor_id = 'somebody else'",
                        "actor_id = null",
                        "action = 'token.refresh'",
                        "target_kind = 'user'",
                        "target_id = 'other'",
                        "second_target_kind = null",
                        "second_target_id = ''",
                        "client_id = 'other'",
                        "ip = '127.0.0.2'",
                        "user_agent = ''",
                        "request_id = null",
                        "outcome = 'refused'",
                        "detail = ''");
        var softly = new SoftAssertions();
        for (String change : columns) {
            storage.sql("create table kept as select * from audit_events where sequence = " + last);
            storage.sql("update audit_events set " + change + " where sequence = " + last);
            softly.assertThat(verdict()).as(change).isInstanceOf(Verdict.Broken.class);
            storage.sql("delete from audit_events where sequence = " + last);
            storage.sql("insert into audit_events select * from kept");
            storage.sql("drop table kept");
        }
        softly.assertAll();
        assertWhole();
    }

    @Test
    void a_value_that_moved_to_the_next_field_is_found() {
        removeTriggers();
        storage.sql(
                "update audit_events set target_kind = 'toke', target_id = 'n' || target_id where sequence = "
                        + last());

        assertBroken();
    }

    @Test
    void a_changed_mac_is_found() {
        removeTriggers();
        storage.sql(
                "update audit_events set mac = (select mac from audit_events where sequence = 1) where sequence = "
                        + last());

        assertBroken();
    }

    @Test
    void a_missing_event_is_found() {
        removeTriggers();
        storage.sql("delete from audit_events where sequence = " + (last() - 2));

        assertThat(verdict())
                .isEqualTo(new Verdict.Broken(1, lastOfHead() - 2, "an event is missing"));
    }

    @Test
    void the_first_event_missing_is_found() {
        removeTriggers();
        storage.sql("delete from audit_events where sequence = 1");

        assertBroken();
    }

    @Test
    void two_events_in_each_others_place_are_found() {
        removeTriggers();
        long last = last();
        storage.sql("update audit_events set sequence = -1 where sequence = " + last);
        storage.sql(
                "update audit_events set sequence = " + last + " where sequence = " + (last - 1));
        storage.sql("update audit_events set sequence = " + (last - 1) + " where sequence = -1");

        assertBroken();
    }

    @Test
    void an_event_put_behind_the_last_is_found() {
        forgeAfter(last());

        assertBroken();
    }

    @Test
    void an_event_put_behind_the_last_does_not_stop_the_service_and_stays_visible() {
        forgeAfter(last());
        try {
            change("one");
        } catch (RuntimeException e) {
            // One commit may fail on the way.
            change("one");
        }
        change("two");
        assertBroken();
        site.restart();
        assertBroken();
    }

    private void forgeAfter(long sequence) {
        storage.sql(
                """
                insert into audit_events (chain, sequence, happened_at, actor_kind, action, outcome, detail, mac)
                select 1, %d, happened_at, actor_kind, action, outcome, 'made up', mac from audit_events
                where sequence = %d
                """
                        .formatted(sequence + 1, sequence));
    }

    @Test
    void a_cut_tail_is_found_and_stays_found_after_a_restart() {
        cutTail();
        assertBroken();

        site.restart();
        assertBroken();
        change("after the restart");
        assertBroken();
    }

    @Test
    void a_cut_tail_with_the_head_put_back_is_found_and_stays_found() {
        cutTail();
        storage.sql("update audit_chains set sequence = " + last());
        assertBroken();

        site.restart();
        change("after the restart");
        assertBroken();
    }

    @Test
    void a_missing_head_is_found_and_stays_found() {
        storage.sql("delete from audit_chains");
        assertBroken();

        site.restart();
        change("after the restart");
        assertBroken();
    }

    @Test
    void a_log_that_was_emptied_is_found() {
        removeTriggers();
        storage.sql("delete from audit_events");
        storage.sql("delete from audit_chains");

        assertBroken();
    }

    @Test
    void events_moved_to_another_chain_are_found() {
        removeTriggers();
        storage.sql("update audit_events set chain = 2");
        storage.sql("update audit_chains set chain = 2");

        assertBroken();
    }

    @Test
    void the_log_is_whole_through_restarts() {
        long before = last();
        site.restart();
        change("once more");
        site.restart();

        assertThat(verdict()).isInstanceOf(Verdict.Whole.class);
        assertThat(last()).isEqualTo(before + 1);
    }

    private void change(String what) {
        site.auth().scopes().create(Installation.ACTOR).name(what.replace(' ', '-')).save();
    }

    private void cutTail() {
        removeTriggers();
        storage.sql("delete from audit_events where sequence > " + (last() - 2));
    }

    private String failureOf(String sql) {
        try {
            storage.sql(sql);
            return "it went through";
        } catch (IllegalStateException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private void removeTriggers() {
        Tampering.allow(storage);
    }

    private long last() {
        return Long.parseLong(
                storage.rows("select max(sequence) from audit_events").getFirst().getFirst());
    }

    private long lastOfHead() {
        return Long.parseLong(
                storage.rows("select sequence from audit_chains").getFirst().getFirst());
    }

    private Verdict verdict() {
        return site.auth().audit().verify(_ -> {});
    }

    private void assertBroken() {
        assertThat(verdict()).isInstanceOf(Verdict.Broken.class);
    }

    private void assertWhole() {
        assertThat(verdict()).isEqualTo(new Verdict.Whole(last()));
    }

    @Test
    void the_same_event_gets_another_mac_at_another_place() {
        var event =
                AuditEvent.of(Instant.EPOCH, Installation.ACTOR, Action.USER_LOGIN).saying("twice");
        site.auth().audit().append(event);
        site.auth().audit().append(event);

        assertThat(storage.rows("select mac from audit_events where detail = 'twice'"))
                .hasSize(2)
                .doesNotHaveDuplicates();
    }
}
