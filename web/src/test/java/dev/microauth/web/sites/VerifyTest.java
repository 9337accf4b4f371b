package dev.microauth.web.sites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.access.Access;
import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.oauth.Assurance;
import dev.microauth.page.PageRequest;
import dev.microauth.session.Session;
import dev.microauth.session.SessionFilter;
import dev.microauth.subject.ClientId;
import dev.microauth.user.User;
import dev.microauth.web.Answer;
import dev.microauth.web.Site;
import dev.microauth.web.http.Headers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerifyTest {
    static final String WIKI = "https://wiki.example.com";
    static final String VAULT = "https://vault.example.com";
    private static final String PAGE = WIKI + "/a/page?b=c&d";

    @AutoClose private static final Site SITE = Site.open();

    @BeforeAll
    static void protect() {
        var engine = SITE.engine();
        engine.roles().create(Site.ACTOR).name("Keeper").save();
        engine.clients()
                .create(Site.ACTOR)
                .clientId("wiki")
                .name("The wiki")
                .protectedSites(List.of(WIKI))
                .save();
        engine.clients()
                .create(Site.ACTOR)
                .clientId("vault")
                .protectedSites(List.of(VAULT))
                .allowedRoles("Keeper", Access.ADMIN_ROLE)
                .save();
    }

    private static Proxied browser() {
        return new Proxied(SITE);
    }

    private static Answer told(String... headers) {
        var call =
                SITE.auth()
                        .get("/verify")
                        .relayed()
                        .bearer(SITE.aliceSignsIn("openid").text("access_token"));
        for (int i = 0; i < headers.length; i += 2) {
            call.header(headers[i], headers[i + 1]);
        }
        return call.send();
    }

    /// Security: H4
    @Test
    void nobody_but_a_trusted_proxy_says_which_site_it_is() {
        String token = SITE.aliceSignsIn("openid").text("access_token");
        for (Headers headers :
                List.of(
                        Headers.of("X-Original-URL", PAGE),
                        Headers.of(
                                "X-Forwarded-Proto", "https",
                                "X-Forwarded-Host", "wiki.example.com",
                                "X-Forwarded-Uri", "/"))) {
            var call = SITE.auth().get("/verify").bearer(token);
            for (String name :
                    List.of(
                            "X-Original-URL",
                            "X-Forwarded-Proto",
                            "X-Forwarded-Host",
                            "X-Forwarded-Uri")) {
                headers.all(name).forEach(value -> call.header(name, value));
            }
            assertThat(call.send().refuses(400, "invalid_request").text("error_description"))
                    .contains("trusted-proxies");
            assertThat(call.relayed().send().status()).isEqualTo(200);
        }
    }

    /// Security: H4
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    nothing at all                  | accept=x
                    no host                         | x-forwarded-proto=https ;; x-forwarded-uri=/
                    no address on it                | x-forwarded-proto=https ;; x-forwarded-host=wiki.example.com
                    no protocol                     | x-forwarded-host=wiki.example.com ;; x-forwarded-uri=/
                    a protocol that is none         | x-forwarded-proto=ftp ;; x-forwarded-host=wiki.example.com ;; x-forwarded-uri=/
                    two hosts in one line           | x-forwarded-proto=https ;; x-forwarded-host=wiki.example.com, vault.example.com ;; x-forwarded-uri=/
                    two hosts in two lines          | x-forwarded-proto=https ;; x-forwarded-host=wiki.example.com ;; x-forwarded-host=vault.example.com ;; x-forwarded-uri=/
                    a user before the host          | x-forwarded-proto=https ;; x-forwarded-host=vault.example.com@wiki.example.com ;; x-forwarded-uri=/
                    an address that leaves the host | x-forwarded-proto=https ;; x-forwarded-host=wiki.example.com ;; x-forwarded-uri=.evil.example/
                    no address                      | x-original-url=/a
                    two addresses                   | x-original-url=https://wiki.example.com/ ;; x-original-url=https://wiki.example.com/
                    another host beside it          | x-original-url=https://wiki.example.com/ ;; x-forwarded-host=vault.example.com
                    another address beside it       | x-original-url=https://wiki.example.com/ ;; x-forwarded-uri=/b
                    another protocol beside it      | x-original-url=https://wiki.example.com/ ;; x-forwarded-proto=http
                    smuggled past another proxy     | x-original-url=https://wiki.example.com/ ;; x-forwarded-proto=https ;; x-forwarded-host=vault.example.com ;; x-forwarded-uri=/
                    """)
    void what_a_proxy_cannot_mean_lets_nobody_in(String what, String headers) {
        String[] sent = headers.replace(" ;; ", "=").split("=", -1);
        told(sent).refuses(400, "invalid_request");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    nginx              | x-original-url=https://wiki.example.com/a?b
                    nginx, verbose     | x-original-url=https://wiki.example.com/a?b ;; x-forwarded-proto=https ;; x-forwarded-host=wiki.example.com
                    Traefik            | x-forwarded-method=POST ;; x-forwarded-proto=https ;; x-forwarded-host=wiki.example.com ;; x-forwarded-uri=/a?b
                    Traefik, WebSocket | x-forwarded-method=GET ;; x-forwarded-proto=wss ;; x-forwarded-host=wiki.example.com ;; x-forwarded-uri=/a?b
                    Caddy              | x-forwarded-method=DELETE ;; x-forwarded-proto=https ;; x-forwarded-host=wiki.example.com:443 ;; x-forwarded-uri=/a?b
                    """)
    void each_proxy_says_it_in_its_way(String proxy, String headers) {
        assertThat(told(headers.replace(" ;; ", "=").split("=", -1)).status())
                .as(proxy)
                .isEqualTo(200);
    }

    @Test
    void a_site_that_no_client_stands_for_is_closed_to_everybody() {
        var browser = browser().signIn("admin");
        browser.jar("other.example.com").putAll(browser.jar(Proxied.LOGIN));
        Answer page = browser.open("https://other.example.com/");
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.header("location")).isEmpty();
        assertThat(browser.load("https://other.example.com/").refuses(403, "access_denied").body())
                .contains("No client");
    }

    /// Spec: RFC 6750 §3
    @Test
    void who_is_not_signed_in_is_told_where_to() {
        var browser = browser();
        Answer page = browser.open(PAGE);
        assertThat(page.status()).isEqualTo(401);
        assertThat(page.header("www-authenticate")).hasValue("Bearer realm=\"microauth\"");
        assertThat(page.header("cache-control")).hasValue("no-store");
        String place = page.header("location").orElseThrow();
        assertThat(place)
                .startsWith(
                        "http://localhost:9040/sites/sign-in?rd=https%3A%2F%2Fwiki.example.com%2Fa%2Fpage%3Fb%3Dc%26d&mark=");
        assertThat(page.body())
                .contains(
                        "<meta http-equiv=\"refresh\" content=\"0; url="
                                + place.replace("&", "&amp;"))
                .contains("<a href=\"" + place.replace("&", "&amp;"));
        assertThat(browser.open(WIKI + "/b").header("location").orElseThrow())
                .as("a second tab has the same mark")
                .endsWith(place.substring(place.indexOf("&mark=")));

        Answer loaded = browser().load(PAGE);
        loaded.refuses(401, "login_required");
        assertThat(loaded.header("location").orElseThrow()).doesNotContain("mark");
        assertThat(Proxied.set(loaded)).isEmpty();
    }

    /// Security: B9, C4, H7
    @Test
    void a_token_that_is_no_good_opens_nothing() {
        for (String token : List.of("garbage", SITE.adminToken("admin"))) {
            Answer answer = verify(token, WIKI);
            answer.refuses(401, "login_required");
            assertThat(answer.header("www-authenticate"))
                    .hasValue("Bearer realm=\"microauth\", error=\"invalid_token\"");
        }
        verify(SITE.clientToken("batch"), WIKI).refuses(403, "access_denied");

        String token = SITE.aliceSignsIn("openid").text("access_token");
        assertThat(verify(token, WIKI).status()).isEqualTo(200);
        verify(token, VAULT).refuses(403, "access_denied");
        SITE.as("shop", "/revoke").form("token", token).send();
        verify(token, WIKI).refuses(401, "login_required");
    }

    /// Spec: RFC 9470 §3
    @Test
    void a_proof_that_is_too_weak_is_told_what_is_asked_for() {
        try (var strict = Site.open()) {
            strict.engine()
                    .clients()
                    .create(Site.ACTOR)
                    .clientId("safe")
                    .protectedSites(List.of(WIKI))
                    .requiredAssurance(Optional.of(Assurance.MULTIPLE))
                    .save();
            Answer token =
                    strict.auth()
                            .get("/verify")
                            .relayed()
                            .header("X-Original-URL", PAGE)
                            .bearer(strict.aliceSignsIn("openid").text("access_token"))
                            .send();
            assertThat(token.status()).isEqualTo(401);
            assertThat(token.header("www-authenticate").orElseThrow())
                    .contains("insufficient_user_authentication")
                    .contains("acr_values=\"urn:microauth:acr:2\"");

            var browser = new Proxied(strict).signIn("alice");
            browser.jar("wiki.example.com").putAll(browser.jar(Proxied.LOGIN));
            assertThat(browser.open(PAGE).header("location").orElseThrow())
                    .contains("/sites/sign-in");
        }
    }

    private static Answer verify(String token, String url) {
        return SITE.auth()
                .get("/verify")
                .relayed()
                .header("X-Original-URL", url)
                .bearer(token)
                .send();
    }

    @Test
    void the_application_is_told_who_it_is() {
        var welcome = told("X-Original-URL", PAGE);
        assertThat(welcome.status()).isEqualTo(200);
        assertThat(welcome.header("remote-user")).hasValue("alice");
        assertThat(welcome.header("remote-name")).hasValue("ALICE");
        assertThat(welcome.header("remote-email")).hasValue("alice@example.com");
        assertThat(welcome.header("remote-groups")).hasValue("Clerk");
        assertThat(welcome.header("cache-control")).hasValue("no-store");
        assertThat(Proxied.set(welcome)).isEmpty();
    }

    /// Security: H3
    @Test
    void a_header_tells_every_name_and_none_twice() {
        var engine = SITE.engine();
        var eve =
                engine.users()
                        .create(Site.ACTOR)
                        .username("jürgen")
                        .name("100% Jürgen, Köln")
                        .password(Site.PASSWORD.toCharArray())
                        .save();
        engine.roles().create(Site.ACTOR).name("One, two").save();
        engine.access().assignRole(Site.ACTOR, eve.id(), "One, two");
        engine.access().assignRole(Site.ACTOR, eve.id(), "Clerk");
        var browser = browser().signIn("jürgen").enter(PAGE);
        Answer welcome = browser.load(PAGE);
        assertThat(welcome.header("remote-user")).hasValue("j%C3%BCrgen");
        assertThat(welcome.header("remote-name")).hasValue("100%25 J%C3%BCrgen, K%C3%B6ln");
        assertThat(welcome.header("remote-groups")).hasValue("Clerk,One%2C two");
        // One that is there and empty overwrites what the browser made up.
        assertThat(welcome.header("remote-email")).hasValue("");
    }

    @Test
    void a_proxy_may_ask_for_one_of_several_roles() {
        var browser = browser().signIn("alice").enter(PAGE);
        assertThat(browser.verify(PAGE, "*/*", "?role=Keeper").status()).isEqualTo(403);
        assertThat(browser.verify(PAGE, "*/*", "?role=Keeper&role=clerk").status()).isEqualTo(200);
    }

    /// Security: A20, A21
    /// Trap: 15
    @Test
    void a_link_with_somebody_elses_ticket_signs_nobody_in() {
        String link = browser().signIn("admin").ticketed(PAGE);
        var stranger = browser();
        Answer refused = stranger.open(link);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.header("location")).isEmpty();
        stranger.open(PAGE);
        assertThat(Proxied.set(stranger.open(link))).isEmpty();
        assertThat(stranger.open(PAGE).status()).isEqualTo(401);
    }

    /// Security: A8, E4
    @Test
    void a_ticket_becomes_a_cookie_of_its_site_once() {
        var browser = browser().signIn("alice");
        String link = browser.ticketed(PAGE);
        assertThat(link).startsWith(PAGE + "&mad-ticket=");
        Answer arrived = browser.open(link);
        assertThat(arrived.status()).isEqualTo(401);
        assertThat(arrived.header("location")).hasValue(PAGE);
        assertThat(Proxied.set(arrived))
                .singleElement()
                .asString()
                .startsWith("__Host-mad-site=")
                .doesNotContain("Max-Age", "Domain");
        assertThat(browser.load(PAGE).header("remote-user")).hasValue("alice");

        // Back in the history: the ticket does nothing, and does not reach the application.
        Answer again = browser.open(link);
        assertThat(again.status()).isEqualTo(401);
        assertThat(again.header("location")).hasValue(PAGE);
        assertThat(Proxied.set(again)).isEmpty();

        browser.jar("vault.example.com").putAll(browser.jar("wiki.example.com"));
        assertThat(browser.load(VAULT).status()).as("the cookie at another site").isEqualTo(401);
    }

    @Test
    void the_cookie_of_the_server_is_enough_on_its_own_host() {
        var browser = browser().signIn("alice");
        browser.jar("wiki.example.com").putAll(browser.jar(Proxied.LOGIN));
        assertThat(browser.load(PAGE).header("remote-user")).hasValue("alice");
    }

    /// Security: E3
    @Test
    void signing_out_closes_every_site_at_once() {
        var browser = browser().signIn("alice").enter(PAGE);
        assertThat(browser.load(PAGE).status()).isEqualTo(200);
        SITE.engine().sessions().endAll(Site.ACTOR, SITE.user("alice").id());
        assertThat(browser.load(PAGE).status()).isEqualTo(401);
    }

    /// Security: B9
    /// Trap: 1
    @Test
    void who_is_locked_out_or_loses_a_role_is_out_with_the_next_request() {
        try (var site = Site.open()) {
            var engine = site.engine();
            engine.clients()
                    .create(Site.ACTOR)
                    .clientId("wiki")
                    .protectedSites(List.of(WIKI))
                    .allowedRoles("Clerk")
                    .save();
            var alice = site.user("alice").id();
            var browser = new Proxied(site).signIn("alice").enter(PAGE);
            engine.access().unassignRole(Site.ACTOR, alice, "Clerk");
            assertThat(browser.load(PAGE).status()).isEqualTo(403);
            engine.access().assignRole(Site.ACTOR, alice, "Clerk");
            assertThat(browser.load(PAGE).status()).isEqualTo(200);
            engine.users().lockOut(Site.ACTOR, alice, Optional.of(User.FOR_GOOD));
            assertThat(browser.load(PAGE).status()).isEqualTo(401);
        }
    }

    @Test
    void asking_writes_once_a_minute_and_no_more() {
        try (var site = Site.open()) {
            site.engine()
                    .clients()
                    .create(Site.ACTOR)
                    .clientId("wiki")
                    .protectedSites(List.of(WIKI))
                    .save();
            var browser = new Proxied(site).signIn("alice").enter(PAGE);
            var before = only(site);
            long events = site.engine().audit().count();
            for (int i = 0; i < 20; i++) {
                site.advance(Duration.ofSeconds(2));
                assertThat(browser.load(PAGE).status()).isEqualTo(200);
            }
            assertThat(only(site)).isEqualTo(before);
            assertThat(site.engine().audit().count()).isEqualTo(events);
            site.advance(Duration.ofSeconds(30));
            assertThat(browser.load(PAGE).status()).isEqualTo(200);
            assertThat(only(site).lastSeenAt()).isEqualTo(site.now());
        }
    }

    private static Session only(Site site) {
        var alice = site.user("alice").id();
        return site.engine()
                .sessions()
                .list(
                        Actor.user(alice.toString(), Origin.NONE),
                        PageRequest.first(),
                        SessionFilter.of(alice))
                .items()
                .getFirst();
    }

    @Test
    void a_client_that_is_switched_off_takes_its_site_with_it() {
        try (var site = Site.open()) {
            var clients = site.engine().clients();
            clients.create(Site.ACTOR).clientId("wiki").protectedSites(List.of(WIKI)).save();
            var browser = new Proxied(site).signIn("alice").enter(PAGE);
            clients.deactivate(Site.ACTOR, ClientId.of("wiki"));
            assertThat(browser.load(PAGE).status()).isEqualTo(403);
        }
    }
}
