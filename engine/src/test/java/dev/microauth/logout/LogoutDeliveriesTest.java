package dev.microauth.logout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.subject.ClientId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// How often a client is told, by whom, and what is left of it in the end.
///
/// Security: E2
@BothDatabases
class LogoutDeliveriesTest {
    @AutoClose private final Installation site;
    private final Parties parties;

    LogoutDeliveriesTest(Db db) {
        site = Installation.on(db);
        parties = Parties.at(site);
    }

    @Test
    void two_nodes_do_not_send_the_same() {
        var session = parties.signIn("alice");
        parties.join(session, "shop");
        parties.end(session);
        site.secondNode()
                .ifPresent(node -> {
                    try (node) {
                        assertThat(node.backChannelLogouts().take(10)).hasSize(1);
                        assertThat(parties.logouts().take(10)).isEmpty();
                    }
                });
        site.clock().advance(Duration.ofSeconds(61));

        // Whoever took it and died is followed by the next one.
        assertThat(parties.logouts().take(10)).hasSize(1);
        assertThat(parties.logouts().take(10)).isEmpty();
    }

    @Test
    void what_arrived_is_not_sent_again() {
        var delivery = parties.due();
        parties.logouts().delivered(delivery);
        parties.logouts().delivered(delivery);
        parties.logouts().failed(delivery, "too late");

        site.clock().advance(Duration.ofHours(2));
        assertThat(parties.logouts().take(10)).isEmpty();
        assertThat(events()).containsExactly(List.of("logout.deliver", "done", "attempt 1"));
    }

    @Test
    void what_did_not_arrive_is_tried_ever_more_seldom_and_given_up_after_an_hour() {
        var session = parties.signIn("alice");
        parties.join(session, "shop");
        parties.end(session);
        int attempts = 0;
        for (int seconds = 0; seconds < 7_200; seconds++) {
            for (LogoutDelivery each : parties.logouts().take(10)) {
                attempts++;
                assertThat(each.attempt()).isEqualTo(attempts);
                parties.logouts().failed(each, "answered 503");
            }
            site.clock().advance(Duration.ofSeconds(1));
        }

        assertThat(attempts).isEqualTo(11);
        assertThat(events())
                .containsExactly(
                        List.of(
                                "logout.abandon",
                                "refused",
                                "11 attempts, the last: answered 503"));
        var told = parties.logouts().ofSession(Installation.ACTOR, session.id()).getFirst();
        assertThat(told.givenUpAt()).isPresent();
        assertThat(told.deliveredAt()).isEmpty();
        assertThat(told.lastProblem()).hasValue("answered 503");
    }

    @Test
    void it_survives_a_restart() {
        var session = parties.signIn("alice");
        parties.join(session, "shop");
        parties.end(session);
        parties.logouts().take(10).forEach(each -> parties.logouts().failed(each, "refused"));
        site.restart();

        site.clock().advance(Duration.ofSeconds(5));
        assertThat(parties.logouts().take(10))
                .extracting(LogoutDelivery::attempt)
                .containsExactly(2L);
    }

    /// Security: D4
    @Test
    void after_a_change_of_address_the_old_one_gets_nothing_more() {
        var session = parties.signIn("alice");
        parties.join(session, "shop");
        parties.end(session);
        var before = parties.logouts().take(10).getFirst();
        parties.logouts().failed(before, "refused");
        site.auth()
                .clients()
                .update(Installation.ACTOR, ClientId.of("shop"))
                .backchannelLogoutUri(Optional.of("https://new.example.com/out"))
                .save();
        site.clock().advance(Duration.ofMinutes(1));

        var after = parties.logouts().take(10).getFirst();
        assertThat(after.uri()).isEqualTo("https://new.example.com/out");
        assertThat(parties.verified(after, "shop").tokenId())
                .isNotEqualTo(parties.verified(before, "shop").tokenId());
    }

    @Test
    void what_was_put_back_is_due_in_a_moment_as_if_it_had_not_been_taken() {
        var delivery = parties.due();
        parties.logouts().putBack(delivery);

        assertThat(parties.logouts().take(10)).isEmpty();
        site.clock().advance(Duration.ofSeconds(2));
        assertThat(parties.logouts().take(10))
                .extracting(LogoutDelivery::attempt)
                .containsExactly(1L);
    }

    @Test
    void an_address_that_was_taken_back_settles_it() {
        var session = parties.signIn("alice");
        parties.join(session, "shop");
        parties.end(session);
        parties.logouts().take(10).forEach(each -> parties.logouts().failed(each, "refused"));
        var shop = site.auth().clients().find(ClientId.of("shop")).orElseThrow();
        site.auth()
                .clients()
                .update(Installation.ACTOR, shop.clientId())
                .backchannelLogoutUri(Optional.empty())
                .save();
        site.clock().advance(Duration.ofMinutes(1));

        assertThat(parties.logouts().take(10)).isEmpty();
        assertThat(
                        parties.logouts()
                                .ofSession(Installation.ACTOR, session.id())
                                .getFirst()
                                .givenUpAt())
                .isPresent();
    }

    /// Security: I7
    /// Trap: 20
    @Test
    void rows_go_when_all_is_settled() {
        var settled = parties.due();
        parties.logouts().delivered(settled);
        site.app("quiet", with -> with.firstParty());
        var silent = parties.signIn("bob");
        parties.join(silent, "quiet");
        var open = parties.signIn("alice");
        parties.join(open, "shop");

        site.clock().advance(Duration.ofDays(8).plusSeconds(1));
        parties.logouts().purge();
        assertThat(site.storage().count("session_clients")).isEqualTo(2);
        site.auth().sessions().purge();
        parties.logouts().purge();
        assertThat(site.storage().count("session_clients")).isEqualTo(1);
        parties.logouts().delivered(parties.logouts().take(10).getFirst());
        site.clock().advance(Duration.ofDays(7).plusSeconds(1));
        parties.logouts().purge();
        assertThat(site.storage().count("session_clients")).isZero();
    }

    private List<List<String>> events() {
        return site.storage()
                .rows(
                        "select action, outcome, detail from audit_events where action like 'logout.%'"
                                + " order by sequence");
    }
}
