package dev.microauth.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.page.PageRequest;
import dev.microauth.problem.AuthException.NotFound;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What readers find in the log.
///
/// Security: K1
@BothDatabases
class AuditListTest {
    private static final Optional<String> ANY = Optional.empty();

    @AutoClose private final Installation site;
    private final Instant start;

    AuditListTest(Db db) throws UnknownHostException {
        site = Installation.on(db);
        site.clock().advance(Duration.ofDays(1));
        start = site.clock().instant();
        var origin =
                new Origin(
                        Optional.of(InetAddress.getByName("192.0.2.9")),
                        Optional.empty(),
                        Optional.empty());
        for (int i = 0; i < 7; i++) {
            var event =
                    AuditEvent.of(
                                    site.clock().instant(),
                                    Actor.user("actor-" + i % 2, origin),
                                    i < 5 ? Action.TOKEN_ISSUE : Action.TOKEN_REVOKE)
                            .on("token", "token-" + i)
                            .and("scope", "scope-" + i % 3)
                            .through("app-" + i % 2)
                            .saying("Number " + i);
            site.auth().audit().append(i == 6 ? event.refused("Number 6") : event);
            site.clock().advance(Duration.ofMinutes(1));
        }
    }

    @Test
    void nobody_finds_an_event_that_is_not_there() {
        assertThat(log().find(new EventId(1, 99_999))).isEmpty();
        assertThat(log().find(new EventId(9, 1))).isEmpty();
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> log().get(new EventId(1, 99_999)));
    }

    @Test
    void each_filter_lets_through_what_it_says() {
        assertThat(found(query("token.issue", "", "", "", "", ""))).containsExactly(4, 3, 2, 1, 0);
        assertThat(found(query("", "actor-1", "", "", "", ""))).containsExactly(5, 3, 1);
        assertThat(found(query("", "", "token-2", "", "", ""))).containsExactly(2);
        assertThat(found(query("", "", "scope-1", "", "", ""))).containsExactly(4, 1);
        assertThat(found(query("token.revoke", "", "", "refused", "", ""))).containsExactly(6);
        assertThat(found(query("", "", "", "", "app-0", ""))).containsExactly(6, 4, 2, 0);
        assertThat(found(query("", "", "", "", "", "192.0.2.9"))).hasSize(7);
        assertThat(found(query("", "", "", "", "", "192.0.2.1"))).isEmpty();
    }

    @Test
    void a_span_begins_with_its_first_moment_and_ends_before_its_last() {
        var span =
                new AuditQuery(
                        ANY,
                        ANY,
                        ANY,
                        ANY,
                        ANY,
                        ANY,
                        Optional.of(start.plus(Duration.ofMinutes(2))),
                        Optional.of(start.plus(Duration.ofMinutes(4))));

        assertThat(found(span)).containsExactly(3, 2);
    }

    @Test
    void a_span_may_begin_before_all_time_and_end_after_it() {
        var always =
                new AuditQuery(
                        ANY,
                        ANY,
                        ANY,
                        ANY,
                        ANY,
                        Optional.of("192.0.2.9"),
                        Optional.of(Instant.MIN),
                        Optional.of(Instant.MAX));

        assertThat(found(always)).hasSize(7);
    }

    @Test
    void a_search_looks_through_what_is_said_and_whom_it_is_about() {
        assertThat(
                        numbers(
                                log().list(
                                                PageRequest.first().containing("NUMBER 3"),
                                                AuditQuery.ALL)
                                        .items()))
                .containsExactly(3);
        assertThat(
                        numbers(
                                log().list(
                                                PageRequest.first().containing("token-4"),
                                                AuditQuery.ALL)
                                        .items()))
                .containsExactly(4);
        assertThat(log().list(PageRequest.first().containing("50%"), AuditQuery.ALL).items())
                .isEmpty();
    }

    @Test
    void pages_follow_each_other_and_the_total_is_that_of_the_table() {
        long count = site.storage().count("audit_events");
        var all = new ArrayList<EventId>();
        PageRequest request = PageRequest.first().limit(4);
        Optional<String> next;
        do {
            var page = log().list(request, AuditQuery.ALL);
            assertThat(page.total()).hasValue(count);
            page.items().forEach(each -> all.add(each.id()));
            next = page.next();
            request = next.map(request::after).orElse(request);
        } while (next.isPresent());

        assertThat(all).hasSize((int) count).doesNotHaveDuplicates();
        var newest = log().get(all.getFirst());
        assertThat(newest.detail()).isEqualTo("Number 6");
        assertThat(EventId.of(newest.id().toUuid())).hasValue(newest.id());
    }

    @Test
    void an_export_has_everything_once_oldest_first_but_not_itself() {
        long count = site.storage().count("audit_events");

        var exported = new ArrayList<StoredEvent>();
        log().export(Installation.ACTOR, AuditQuery.ALL, ANY).forEach(exported::addAll);

        assertThat(exported).hasSize((int) count);
        assertThat(exported).extracting(StoredEvent::sequence).isSorted().doesNotHaveDuplicates();
        var told = log().list(PageRequest.first().limit(1), AuditQuery.ALL).items().getFirst();
        assertThat(told.action()).isEqualTo("audit.export");
        assertThat(told.detail()).isEqualTo("everything");
    }

    @Test
    void an_export_of_some_says_which() {
        var exported = new ArrayList<StoredEvent>();
        log().export(
                        Installation.ACTOR,
                        query("token.issue", "actor-1", "", "", "", ""),
                        Optional.of("number"))
                .forEach(exported::addAll);

        assertThat(numbers(exported)).containsExactly(1, 3);
        var told = log().list(PageRequest.first().limit(1), AuditQuery.ALL).items().getFirst();
        assertThat(told.detail()).isEqualTo("action token.issue, actor actor-1, text number");
    }

    @Test
    void days_count_the_sign_ins_that_went_well_and_those_that_did_not() {
        for (String outcome : List.of("done", "refused", "refused")) {
            var event = AuditEvent.of(start, Installation.ACTOR, Action.USER_LOGIN);
            log().append(outcome.equals("done") ? event : event.refused("wrong password"));
        }
        site.clock().advance(Duration.ofDays(1));
        for (int i = 0; i < 2; i++) {
            var days = site.auth().statistics().signIns();
            assertThat(days).hasSize(30);
            assertThat(days.get(28).done()).isEqualTo(1);
            assertThat(days.get(28).refused()).isEqualTo(2);
            assertThat(days.getLast().done()).isZero();
        }
    }

    private AuditLog log() {
        return site.auth().audit();
    }

    private List<Integer> found(AuditQuery query) {
        return numbers(log().list(PageRequest.first(), query).items());
    }

    private static List<Integer> numbers(List<StoredEvent> events) {
        return events.stream()
                .map(each -> Integer.parseInt(each.detail().substring("Number ".length())))
                .toList();
    }

    private static AuditQuery query(
            String action, String actor, String target, String outcome, String client, String ip) {
        return new AuditQuery(
                given(action),
                given(actor),
                given(target),
                given(outcome),
                given(client),
                given(ip),
                Optional.empty(),
                Optional.empty());
    }

    private static Optional<String> given(String text) {
        return Optional.of(text).filter(each -> !each.isEmpty());
    }

    /// Security: F12
    @Test
    void people_see_what_happened_to_their_own_way_in_and_nothing_else() {
        event(Action.USER_LOGIN, "alice");
        event(Action.TOKEN_ISSUE, "alice");
        event(Action.USER_LOGIN, "bob");
        site.auth()
                .audit()
                .append(
                        AuditEvent.of(
                                        site.clock().instant(),
                                        Actor.user("alice", Origin.NONE),
                                        Action.USER_LOGIN)
                                .on("user", "carol"));
        event(Action.PASSKEY_ADD, "alice");
        event(Action.USER_PASSWORD_CHANGE, "alice");
        assertThat(log().aboutEntry("alice", 50))
                .extracting(StoredEvent::action)
                .containsExactly("user-password.change", "passkey.add", "user.login");
        assertThat(log().aboutEntry("alice", 1)).hasSize(1);
        assertThat(log().aboutEntry("nobody", 50)).isEmpty();
    }

    private void event(Action action, String user) {
        site.clock().advance(Duration.ofSeconds(1));
        site.auth()
                .audit()
                .append(
                        AuditEvent.of(site.clock().instant(), Actor.anonymous(Origin.NONE), action)
                                .on("user", user));
    }
}
