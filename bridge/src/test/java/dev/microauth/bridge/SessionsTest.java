package dev.microauth.bridge;

import static dev.microauth.bridge.OtherServer.with;
import static dev.microauth.bridge.Visitor.answered;
import static dev.microauth.bridge.Visitor.location;
import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.bridge.BridgeResult.Change;
import dev.microauth.bridge.BridgeResult.Passed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// How sessions go on, and how they end.
class SessionsTest {
    private final Shop shop = new Shop();
    private final OtherServer server = shop.server;

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void a_session_whose_refresh_token_is_refused_is_over() {
        var visitor = shop.signedIn();
        shop.advance(Duration.ofMinutes(9));
        server.tokenStatus = 400;
        server.tokenAnswer = with("error", "invalid_grant");
        var copy = visitor.before(shop.bridge);

        var led = answered(visitor.get("/orders"), 303);

        assertThat(led.change()).isEqualTo(Change.SIGNED_OUT);
        assertThat(visitor.cookies.keySet()).noneMatch(Shop::isSession);
        assertThat(copy.isSignedIn()).isFalse();
        assertThat(server.renewals()).as("the server is asked once").hasSize(1);
    }

    /// Spec: OIDC Core §12.2
    @Test
    void nobody_becomes_somebody_else_by_a_renewal() {
        for (String claim : new String[] {"sub", "sid", "aud", "iss"}) {
            server.idClaims = claims -> claims;
            var visitor = shop.signedIn();
            shop.advance(Duration.ofMinutes(9));
            server.idClaims = with(claim, "another");
            assertThat(visitor.isSignedIn()).as(claim).isFalse();
        }
    }

    @Test
    void a_server_that_does_not_answer_costs_nobody_a_session_that_still_holds() {
        var visitor = shop.signedIn();
        server.tokenStatus = 503;
        shop.advance(Duration.ofMinutes(9).plusSeconds(10));
        assertThat(visitor.user().accessToken()).isEqualTo("access-1");
        assertThat(visitor.user().accessToken()).isEqualTo("access-1");
        assertThat(server.renewals()).as("it is left in peace for a moment").hasSize(1);

        shop.advance(Duration.ofMinutes(1));
        answered(visitor.get("/orders"), 503);
        assertThat(visitor.cookies).as("the cookie is kept for when it answers").isNotEmpty();

        server.tokenStatus = 200;
        shop.advance(Duration.ofSeconds(10));
        assertThat(visitor.isSignedIn()).isTrue();
    }

    /// Security: E1, E6
    @Test
    void a_session_that_ended_before_a_start_is_not_believed_while_the_server_does_not_answer() {
        var visitor = shop.signedIn();
        var copy = visitor.before(shop.bridge);
        answered(visitor.post("/signout", "", "origin", Shop.BASE), 303);
        server.tokenStatus = 503;
        shop.advance(Duration.ofSeconds(30));
        var restarted = copy.before(shop.bridge(more -> more));
        answered(restarted.get("/orders"), 503);
        answered(restarted.get("/orders"), 503);
        assertThat(((Passed) restarted.get("/health")).user()).isEmpty();
    }

    /// Spec: OIDC Core §3.1.3.7
    @Test
    void a_renewal_whose_key_cannot_be_had_ends_nobodys_session() {
        var visitor = shop.signedIn();
        server.signer = OtherServer.FOREIGN;
        server.idClaims = with("roles", List.of("Manager"));
        shop.advance(Duration.ofMinutes(9));
        assertThat(visitor.user().accessToken()).isEqualTo("access-2");
        assertThat(visitor.user().roles()).as("nothing is read from it").isEmpty();

        server.keysStatus = 503;
        var restarted = visitor.before(shop.bridge(more -> more));
        shop.advance(Duration.ofMinutes(9));
        assertThat(restarted.user().accessToken()).isEqualTo("access-3");
        assertThat(restarted.user().id()).isEqualTo(OtherServer.PERSON);
    }

    /// Security: E6
    /// Spec: RFC 9111 §3
    @Test
    void on_open_paths_no_cookie_is_handed_out_renewed_or_dropped() {
        var visitor = shop.signedIn();
        shop.advance(Duration.ofMinutes(9).plusSeconds(30));
        var due = (Passed) visitor.get("/assets/page.css");
        assertThat(due.user()).as("the old cookie still serves").isPresent();
        assertThat(due.headers()).isEmpty();
        shop.advance(Duration.ofMinutes(5));
        var expired = (Passed) visitor.get("/assets/page.css");
        assertThat(expired.user()).isEmpty();
        assertThat(expired.headers()).isEmpty();
        assertThat(server.renewals()).isEmpty();
        assertThat(visitor.user().accessToken()).isEqualTo("access-2");

        var copy = visitor.before(shop.bridge);
        answered(visitor.post("/signout", "", "origin", Shop.BASE), 303);
        var over = (Passed) copy.get("/assets/page.css");
        assertThat(over.user()).isEmpty();
        assertThat(over.headers()).isEmpty();
        assertThat(over.change()).isEqualTo(Change.SIGNED_OUT);
        copy.cookies.put("microauth", "1.AAAA");
        var unreadable = (Passed) copy.get("/assets/page.css");
        assertThat(unreadable.headers()).isEmpty();
        assertThat(unreadable.change()).isEqualTo(Change.NONE);
    }

    @Test
    void a_wrong_secret_ends_nobodys_session() {
        var visitor = shop.signedIn();
        server.tokenStatus = 401;
        server.tokenAnswer = with("error", "invalid_client");
        shop.advance(Duration.ofMinutes(20));
        answered(visitor.get("/orders"), 503);
        server.tokenStatus = 200;
        server.tokenAnswer = answer -> answer;
        shop.advance(Duration.ofSeconds(10));
        assertThat(visitor.isSignedIn()).isTrue();
    }

    @Test
    void what_is_said_of_a_person_is_asked_anew_with_each_renewal() {
        var visitor = shop.signedIn();
        server.userInfo = with("name", "Alice Hargreaves");
        assertThat(visitor.user().name()).contains("Alice Liddell");
        shop.advance(Duration.ofMinutes(9));
        assertThat(visitor.user().name()).contains("Alice Hargreaves");
        server.userInfoStatus = 500;
        shop.advance(Duration.ofMinutes(9));
        assertThat(visitor.user().name()).contains("Alice Hargreaves");
        assertThat(server.renewals()).hasSize(2);
        server.userInfoStatus = 200;
        server.userInfo = with("sub", "somebody else");
        shop.advance(Duration.ofMinutes(9));
        assertThat(visitor.isSignedIn()).isFalse();
    }

    @Test
    void without_a_refresh_token_a_session_ends_with_its_access_token() {
        server.tokenAnswer = with("refresh_token", "");
        var visitor = shop.signedIn();
        shop.advance(Duration.ofSeconds(599));
        assertThat(visitor.isSignedIn()).isTrue();
        assertThat(visitor.before(shop.bridge(more -> more)).isSignedIn())
                .as("a process that cannot know whether it was ended")
                .isFalse();
        shop.advance(Duration.ofSeconds(1));
        assertThat(visitor.isSignedIn()).isFalse();
    }

    @Test
    void a_session_ends_with_its_lifetime_however_often_it_was_renewed() {
        var visitor = new Visitor(shop.bridge(more -> more.sessionLifetime(Duration.ofHours(1))));
        visitor.signIn(server, "/");
        for (int i = 0; i < 6; i++) {
            assertThat(visitor.isSignedIn()).isTrue();
            shop.advance(Duration.ofMinutes(10));
        }
        assertThat(visitor.isSignedIn()).isFalse();
    }

    @Test
    void it_is_renewed_a_minute_before_its_access_token_expires() {
        var visitor = shop.signedIn();
        shop.advance(Duration.ofSeconds(539));
        assertThat(visitor.user().accessToken()).isEqualTo("access-1");
        shop.advance(Duration.ofSeconds(1));
        assertThat(visitor.user().accessToken()).isEqualTo("access-2");
        assertThat(visitor.user().accessToken()).isEqualTo("access-2");
        assertThat(server.renewals()).hasSize(1);
        shop.advance(Duration.ofMinutes(9));
        assertThat(visitor.user().accessToken()).isEqualTo("access-3");
        assertThat(server.renewals().getLast()).containsEntry("refresh_token", "refresh-2");
        assertThat(server.keyRequests).hasValue(2);
    }

    @Test
    void tokens_that_live_shorter_than_the_skew_are_not_renewed_each_time() {
        server.tokenAnswer = with("expires_in", 40L);
        var visitor = shop.signedIn();
        for (int i = 0; i < 19; i++) {
            assertThat(visitor.isSignedIn()).isTrue();
            shop.advance(Duration.ofSeconds(1));
        }
        assertThat(server.renewals()).isEmpty();
    }

    /// Security: B15, E6
    @Test
    void requests_that_come_together_renew_once() throws Exception {
        var visitor = shop.signedIn();
        shop.advance(Duration.ofMinutes(9));
        server.delayMillis = 100;
        var results = new ArrayList<Future<String>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                results.add(threads.submit(() -> visitor.before(shop.bridge).user().accessToken()));
            }
        }
        for (var result : results) {
            assertThat(result.get()).isEqualTo("access-2");
        }
        assertThat(server.renewals()).hasSize(1);
    }

    @Test
    void a_browser_that_missed_the_answer_gets_what_came_of_it() {
        var visitor = shop.signedIn();
        var late = visitor.before(shop.bridge);
        shop.advance(Duration.ofMinutes(9));
        assertThat(visitor.user().accessToken()).isEqualTo("access-2");
        shop.advance(Duration.ofMinutes(1));
        assertThat(late.user().accessToken()).isEqualTo("access-2");
        assertThat(server.renewals()).hasSize(1);
        assertThat(late.cookies.get("microauth")).isNotEqualTo(visitor.cookies.get("old"));
        shop.advance(Duration.ofMinutes(9));
        assertThat(late.user().accessToken()).isEqualTo("access-3");
        assertThat(server.renewals().getLast()).containsEntry("refresh_token", "refresh-2");
    }

    @Test
    void after_a_start_the_server_vouches_for_each_session_anew() {
        var visitor = shop.signedIn();
        shop.advance(Duration.ofSeconds(30));
        var restarted = visitor.before(shop.bridge(more -> more));
        assertThat(restarted.user().accessToken()).isEqualTo("access-2");
        assertThat(restarted.user().accessToken()).isEqualTo("access-2");
        assertThat(server.renewals()).hasSize(1);
    }

    /// Security: H2, E6
    @Test
    void another_site_signs_nobody_out() {
        var visitor = shop.signedIn();
        answered(visitor.post("/signout", "", "sec-fetch-site", "cross-site"), 403);
        answered(visitor.post("/signout", "", "sec-fetch-site", "same-site"), 403);
        answered(visitor.post("/signout", "", "origin", "https://evil.example"), 403);
        answered(visitor.post("/signout", "", "origin", "null"), 403);
        answered(visitor.post("/signout", ""), 403);
        answered(visitor.get("/signout"), 200);
        assertThat(visitor.isSignedIn()).isTrue();
    }

    /// Security: E1, E6
    /// Spec: RP-Initiated §2
    @Test
    void signing_out_ends_the_session_here_and_leads_to_the_server() {
        var visitor = shop.signedIn();
        var copy = visitor.before(shop.bridge);

        var led = answered(visitor.post("/signout", "", "origin", Shop.BASE), 303);

        assertThat(location(led))
                .startsWith(server.issuer() + "/end-session?id_token_hint=ey")
                .contains("post_logout_redirect_uri=" + Form.encode(Shop.BASE + "/signed-out"));
        assertThat(led.change()).isEqualTo(Change.SIGNED_OUT);
        assertThat(visitor.cookies).isEmpty();
        assertThat(copy.isSignedIn()).as("a copy of the cookie").isFalse();
        assertThat(server.revocations.getFirst()).containsEntry("token", "refresh-1");
        assertThat(answered(visitor.get("/signed-out"), 200).body()).contains("signed out");
    }

    @Test
    void signing_out_of_this_application_alone_stays_here() {
        var visitor = shop.signedIn();
        var led =
                answered(
                        visitor.post("/signout", "scope=local", "sec-fetch-site", "same-origin"),
                        303);
        assertThat(location(led)).isEqualTo(Shop.BASE + "/signed-out");
        assertThat(server.revocations).hasSize(1);
        assertThat(visitor.isSignedIn()).isFalse();
    }

    @Test
    void signing_out_works_without_the_server_and_without_a_session() {
        var visitor = shop.signedIn();
        server.close();
        var led = answered(visitor.post("/signout", "", "origin", Shop.BASE), 303);
        assertThat(location(led)).startsWith(server.issuer());
        assertThat(visitor.cookies).isEmpty();
        var again = answered(visitor.post("/signout", "", "origin", Shop.BASE), 303);
        assertThat(location(again)).isEqualTo(Shop.BASE + "/signed-out");
    }
}
