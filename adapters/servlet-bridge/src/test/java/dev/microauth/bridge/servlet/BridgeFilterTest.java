package dev.microauth.bridge.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.bridge.CookieBridge;
import dev.microauth.testkit.Eventually;
import dev.microauth.testkit.OwnPorts;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.catalina.LifecycleException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A web application in Tomcat before a real microauthd, seen from a browser.
class BridgeFilterTest {
    private static final AtomicReference<Instant> NOW =
            new AtomicReference<>(Instant.parse("2027-03-01T12:00:00Z"));
    private static final int PORT = OwnPorts.next();
    private static final String APP = "http://localhost:" + PORT + "/shop";

    @TempDir private static Path place;

    private static Home home;
    private static CookieBridge bridge;
    private static WebApp app;

    @BeforeAll
    static void open() throws LifecycleException {
        home = new Home(place, NOW);
        bridge =
                CookieBridge.builder()
                        .issuer(home.issuer())
                        .client("shop", home.register("shop", APP))
                        .baseUrl(APP)
                        .scopes("openid", "profile", "email", "groups")
                        .open("/health", "/assets/*")
                        .clock(NOW::get)
                        .build();
        app = new WebApp(PORT, bridge);
    }

    @AfterAll
    static void close() throws LifecycleException {
        app.close();
        bridge.close();
        home.close();
    }

    private static void advance(Duration step) {
        NOW.updateAndGet(before -> before.plus(step));
    }

    private static Browser.Step signIn(Browser browser, String page) {
        var asked = browser.get(page);
        assertThat(asked.asksForPassword()).as(asked.toString()).isTrue();
        assertThat(asked.url().toString()).startsWith(home.issuer());
        return browser.submit(asked, "username", "alice", "password", Home.PASSWORD);
    }

    private static int whoami(Browser browser, String token) {
        return browser.once(
                        "GET", home.issuer() + "/whoami", "", "Authorization", "Bearer " + token)
                .status();
    }

    private static void until(Browser browser, int status) {
        Eventually.holds(() ->
                browser.once("GET", APP + "/account", "", "Sec-Fetch-Mode", "cors").status()
                        == status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/account",
                "/",
                "",
                "/health/",
                "/health;a=b",
                "/HEALTH",
                "//health",
                "/assets/%2e%2e/account",
                "/assets/..;/account",
                "/assets/;/../account",
                "/signin/x"
            })
    void nobody_comes_in_by_an_odd_spelling(String path) {
        try (var browser = new Browser()) {
            var answer = browser.once("GET", APP + path, "", "Sec-Fetch-Mode", "cors");
            assertThat(answer.status()).as(answer.body()).isIn(400, 401, 302, 404);
            assertThat(answer.body()).doesNotContain("principal");
        }
    }

    @Test
    void cookies_that_are_made_up_open_nothing() {
        try (var browser = new Browser()) {
            browser.cookies.putAll(Map.of("microauth", "1.AAAA", "microauth.1", "AAAA"));
            var asked = browser.get(APP + "/account");
            assertThat(asked.asksForPassword()).isTrue();
            assertThat(browser.cookies.keySet()).doesNotContain("microauth", "microauth.1");
        }
    }

    /// Security: C2
    /// Spec: OIDC Core §3.1, RFC 9207 §2.4
    @Test
    void somebody_signs_in_and_is_who_the_server_says() {
        try (var browser = new Browser()) {
            var page = signIn(browser, APP + "/account?tab=orders%20now");
            assertThat(page.url()).hasToString(APP + "/account?tab=orders%20now");
            assertThat(page.says("principal")).isEqualTo("BridgeUser[" + page.says("remote") + "]");
            assertThat(page.says("name")).isEqualTo("Alice Liddell");
            assertThat(page.says("email")).isEqualTo("alice@example.com");
            assertThat(page.says("clerk")).isEqualTo("true");
            assertThat(whoami(browser, page.says("token"))).isEqualTo(200);

            var posted =
                    browser.once(
                            "POST",
                            APP + "/orders",
                            "what=tea",
                            "Content-Type",
                            "application/x-www-form-urlencoded");
            assertThat(posted.body()).as("the body is the application's").isEqualTo("got what=tea");
        }
    }

    @Test
    void on_open_paths_the_application_serves_everybody() {
        try (var browser = new Browser()) {
            assertThat(browser.get(APP + "/health").says("principal")).isEqualTo("nobody");
            signIn(browser, APP + "/account");
            assertThat(browser.get(APP + "/health").says("name")).isEqualTo("Alice Liddell");
        }
    }

    @Test
    void a_session_is_renewed_without_anybody_noticing() {
        try (var browser = new Browser()) {
            String token = signIn(browser, APP + "/account").says("token");
            for (int i = 0; i < 4; i++) {
                advance(Duration.ofSeconds(545));
                var page = browser.once("GET", APP + "/account", "");
                assertThat(page.status()).isEqualTo(200);
                assertThat(page.headers().firstValue("cache-control")).contains("no-store");
                assertThat(page.says("token")).isNotEqualTo(token);
                token = page.says("token");
                assertThat(whoami(browser, token)).isEqualTo(200);
            }
        }
    }

    /// Security: E6
    /// Spec: RFC 9111 §7.3
    @Test
    void a_session_cookie_never_leaves_on_an_answer_that_caches_keep() {
        try (var browser = new Browser()) {
            signIn(browser, APP + "/account");
            String page = APP + "/account?cached=yes";
            assertThat(browser.once("GET", page, "").headers().firstValue("cache-control"))
                    .as("without a cookie it is the application's matter")
                    .contains("public, max-age=3600");

            advance(Duration.ofSeconds(545));
            var open = browser.once("GET", APP + "/assets/page?cached=yes", "").headers();
            assertThat(open.firstValue("cache-control")).contains("public, max-age=3600");
            assertThat(open.allValues("set-cookie")).isEmpty();

            var renewed = browser.once("GET", page, "").headers();
            assertThat(renewed.allValues("set-cookie")).hasSize(1);
            assertThat(renewed.allValues("cache-control")).containsExactly("no-store");
            assertThat(renewed.allValues("cdn-cache-control")).isEmpty();
            assertThat(renewed.allValues("expires")).isEmpty();
        }
    }

    @Test
    void who_stayed_away_for_long_is_still_signed_in() {
        try (var browser = new Browser()) {
            signIn(browser, APP + "/account");
            advance(Duration.ofHours(3));
            assertThat(browser.once("GET", APP + "/account", "").status()).isEqualTo(200);
        }
    }

    /// Security: E1, E6
    /// Spec: RP-Initiated §2
    @Test
    void signing_out_ends_all_of_it() {
        try (var browser = new Browser();
                var thief = new Browser()) {
            var page = signIn(browser, APP + "/account");
            thief.cookies.putAll(browser.cookies);
            var question = browser.get(APP + "/signout");
            assertThat(browser.get(APP + "/account").says("visits")).isEqualTo("2");

            var left = browser.submit(question);

            assertThat(left.url()).hasToString(APP + "/signed-out");
            assertThat(left.body()).contains("You are signed out");
            assertThat(whoami(browser, page.says("token"))).isEqualTo(401);
            thief.cookies.keySet().removeIf(name -> name.startsWith("__Host-"));
            assertThat(thief.get(APP + "/account").asksForPassword()).isTrue();
            assertThat(browser.get(APP + "/account").asksForPassword())
                    .as("the session of the server is over, too")
                    .isTrue();
        }
    }

    @Test
    void the_session_of_the_container_is_neither_planted_nor_inherited() {
        try (var browser = new Browser()) {
            String planted = browser.get(APP + "/health").says("session");
            var page = signIn(browser, APP + "/account");
            assertThat(page.says("session")).isNotEqualTo(planted);
            assertThat(page.says("visits")).as("what was kept goes along").isEqualTo("2");

            browser.submit(browser.get(APP + "/signout"));
            assertThat(browser.get(APP + "/health").says("visits")).isEqualTo("1");
        }
    }

    /// Security: E2, E6
    /// Spec: Back-Channel §2.5, §2.7
    @Test
    void a_session_that_is_ended_at_the_server_is_over_within_seconds() {
        try (var browser = new Browser()) {
            signIn(browser, APP + "/account");
            assertThat(browser.once("GET", APP + "/account", "").status()).isEqualTo(200);

            home.endSessions("alice");

            // Only the back channel can have told: the clock stands, so nothing is renewed.
            until(browser, 401);
            assertThat(browser.get(APP + "/account").asksForPassword()).isTrue();
        }
    }

    @Test
    void signing_out_of_the_application_alone_leaves_the_sign_in_at_the_server() {
        try (var browser = new Browser()) {
            signIn(browser, APP + "/account");
            var left = signOutHere(browser);
            assertThat(left.headers().firstValue("location")).contains(APP + "/signed-out");
            var back = browser.get(APP + "/account");
            assertThat(back.says("name")).as("without a password").isEqualTo("Alice Liddell");
        }
    }

    @Test
    void two_requests_may_end_the_session_of_the_container_at_once() {
        try (var browser = new Browser()) {
            signIn(browser, APP + "/account");
            assertThat(signOutHere(browser, "X-Another", "yes").status()).isEqualTo(303);
        }
    }

    private static Browser.Step signOutHere(Browser browser, String... more) {
        var headers =
                Stream.concat(
                        Stream.of(
                                "Content-Type",
                                "application/x-www-form-urlencoded",
                                "Origin",
                                "http://localhost:" + PORT),
                        Stream.of(more));
        return browser.once(
                "POST", APP + "/signout", "scope=local", headers.toArray(String[]::new));
    }
}
