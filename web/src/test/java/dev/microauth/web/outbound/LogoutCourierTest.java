package dev.microauth.web.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.logout.LogoutRecord;
import dev.microauth.oauth.GrantType;
import dev.microauth.page.PageRequest;
import dev.microauth.session.Session;
import dev.microauth.session.SessionFilter;
import dev.microauth.session.SessionId;
import dev.microauth.testkit.Eventually;
import dev.microauth.web.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Logouts on their way to clients that really listen.
///
/// Security: E2, D3
/// Spec: Back-Channel §2.5, §2.8
class LogoutCourierTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    @AutoClose private final Site site = Site.open();
    private final Map<String, String> secrets = new HashMap<>();

    @Test
    void nobody_waits_for_a_dead_receiver() throws InterruptedException {
        var hold = new CountDownLatch(1);
        try (var dead = Receiver.with(_ -> hold.await());
                var alive = Receiver.saying(OK);
                var courier = courier()) {
            client("dead", "http://127.0.0.1:" + dead.port() + "/out");
            client("alive", "http://localhost:" + alive.port() + "/out");
            List<SessionId> first = signIn("dead", 5);
            List<SessionId> second = signIn("alive", 5);
            end(first);
            courier.start();
            Eventually.holds(() -> !dead.requests().isEmpty());
            long began = System.nanoTime();
            end(second);
            Eventually.holds(() -> alive.requests().size() == 5);

            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(Duration.ofSeconds(4));
            assertThat(dead.requests()).hasSize(1);
            assertThat(first).noneMatch(id -> record(id).deliveredAt().isPresent());
            Eventually.holds(
                    () -> second.stream().allMatch(id -> record(id).deliveredAt().isPresent()));
            hold.countDown();
        }
    }

    @Test
    void a_dead_receiver_holds_up_its_own_logouts_and_nobody_elses_on_its_host() {
        // Long enough for the courier to look again, and to put the other one into the same line.
        try (var dead = Receiver.with(_ -> Thread.sleep(1_500));
                var alive = Receiver.saying(OK);
                var courier = courier()) {
            client("dead", "http://127.0.0.1:" + dead.port() + "/out");
            client("alive", "http://127.0.0.1:" + alive.port() + "/out");
            List<SessionId> lost = signIn("dead", 2);
            SessionId other = signIn("alive", 1).getFirst();
            end(lost);
            courier.start();
            Eventually.holds(() -> !dead.requests().isEmpty());
            end(List.of(other));
            Eventually.holds(() -> record(other).attempts() == 1 && !isOnItsWay(other));

            assertThat(record(other).deliveredAt()).isPresent();
            Eventually.holds(
                    () -> lost.stream().allMatch(id -> record(id).lastProblem().isPresent()));
            assertThat(dead.requests()).hasSize(1);
        }
    }

    private boolean isOnItsWay(SessionId session) {
        var record = record(session);
        return record.deliveredAt().isEmpty() && record.lastProblem().isEmpty();
    }

    @Test
    void one_request_at_a_time_goes_to_a_host() {
        try (var receiver =
                        Receiver.with(socket -> {
                            Thread.sleep(20);
                            Receiver.write(socket, OK);
                        });
                var courier = courier()) {
            client("rp", "http://127.0.0.1:" + receiver.port() + "/out");
            end(signIn("rp", 8));
            courier.start();
            Eventually.holds(() -> receiver.requests().size() == 8);

            assertThat(receiver.mostAtOnce()).isEqualTo(1);
        }
    }

    @Test
    void what_is_refused_or_redirected_has_not_arrived_and_comes_again() {
        var answers =
                new ArrayList<>(
                        List.of(
                                "HTTP/1.1 503 Busy\r\n\r\n",
                                "HTTP/1.1 302 Found\r\nLocation: /login\r\n\r\n",
                                "HTTP/1.1 400 Bad Request\r\n\r\n",
                                OK));
        try (var receiver = Receiver.with(socket -> Receiver.write(socket, answers.removeFirst()));
                var courier = courier()) {
            client("rp", "http://127.0.0.1:" + receiver.port() + "/out");
            SessionId session = signIn("rp", 1).getFirst();
            end(List.of(session));
            courier.start();
            for (int attempt = 1; attempt < 4; attempt++) {
                int expected = attempt;
                Eventually.holds(() ->
                        record(session).attempts() == expected
                                && record(session).lastProblem().isPresent()
                                && receiver.requests().size() == expected);
                Eventually.holds(() ->
                        record(session)
                                .nextAttemptAt()
                                .filter(at -> at.isBefore(site.now().plusSeconds(50)))
                                .isPresent());
                assertThat(record(session).deliveredAt()).isEmpty();
                site.advance(Duration.ofSeconds(45));
            }
            Eventually.holds(() -> record(session).deliveredAt().isPresent());

            assertThat(record(session).attempts()).isEqualTo(4);
            assertThat(record(session).lastProblem()).hasValue("answered 400");
            assertThat(receiver.requests()).hasSize(4).doesNotHaveDuplicates();
        }
    }

    @Test
    void a_host_that_was_not_named_is_not_asked_in_plain_http() {
        try (var courier = courier()) {
            client("rp", "http://rp.internal.invalid/out");
            SessionId session = signIn("rp", 1).getFirst();
            end(List.of(session));
            courier.start();
            Eventually.holds(() -> record(session).lastProblem().isPresent());

            assertThat(record(session).deliveredAt()).isEmpty();
        }
    }

    @Test
    void a_client_receives_a_form_with_a_token_of_three_parts() {
        try (var receiver = Receiver.saying("HTTP/1.1 204 No Content\r\n\r\n");
                var courier = courier()) {
            client("rp", "http://127.0.0.1:" + receiver.port() + "/out?tenant=1");
            SessionId session = signIn("rp", 1).getFirst();
            courier.start();
            end(List.of(session));
            Eventually.holds(() -> record(session).deliveredAt().isPresent());

            assertThat(receiver.requests().getFirst())
                    .startsWith("POST /out?tenant=1 HTTP/1.1\r\n")
                    .contains("Content-Type: application/x-www-form-urlencoded\r\n")
                    .containsPattern("\r\n\r\nlogout_token=[\\w-]+\\.[\\w-]+\\.[\\w-]+$");
        }
    }

    private LogoutCourier courier() {
        return new LogoutCourier(
                site.engine().backChannelLogouts(), new Outbound(new OutboundRules(Set.of())));
    }

    private void client(String id, String uri) {
        var created =
                site.engine()
                        .clients()
                        .create(Site.ACTOR)
                        .clientId(id)
                        .firstParty()
                        .grants(GrantType.PASSWORD)
                        .scopes("openid")
                        .backchannelLogoutUri(Optional.of(uri))
                        .save();
        secrets.put(id, created.secret().orElseThrow().revealText());
    }

    private List<SessionId> signIn(String client, int times) {
        for (int i = 0; i < times; i++) {
            site.auth()
                    .post("/token")
                    .basic(client, secrets.getOrDefault(client, ""))
                    .form(
                            "grant_type",
                            "password",
                            "username",
                            "alice",
                            "password",
                            Site.PASSWORD,
                            "scope",
                            "openid")
                    .send()
                    .succeeds();
        }
        return site
                .engine()
                .sessions()
                .list(
                        Site.ACTOR,
                        PageRequest.first(),
                        new SessionFilter(Optional.empty(), Optional.of(client), Optional.empty()))
                .items()
                .stream()
                .map(Session::id)
                .toList();
    }

    private void end(List<SessionId> sessions) {
        sessions.forEach(id -> site.engine().sessions().end(Site.ACTOR, id));
    }

    private LogoutRecord record(SessionId session) {
        return site.engine().backChannelLogouts().ofSession(Site.ACTOR, session).getFirst();
    }
}
