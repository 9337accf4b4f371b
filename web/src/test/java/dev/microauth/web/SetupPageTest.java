package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.link.Link;
import dev.microauth.token.Issuers;
import dev.microauth.user.User;
import dev.microauth.web.http.Method;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SetupPageTest {
    private static final String FRESH = "nine grey herons at noon";

    @AutoClose private final Site site = Site.open();

    /// Security: F10, G2
    @Test
    void links_that_do_nothing_show_one_page() {
        String used = reset("alice");
        choose(used, FRESH).send().succeeds();
        String expired = reset("locked");
        site.advance(Duration.ofDays(8));
        String disabled = reset("disabled");
        var pages =
                List.of(
                        "/setup/" + "x".repeat(43),
                        "/setup/x",
                        "/setup/%C3%A9%20%3Cb%3E",
                        used,
                        expired,
                        disabled);
        String expected = site.auth().get(pages.getFirst()).send().body();
        assertThat(expected).contains("This link does nothing");
        for (String path : pages) {
            for (Answer answer :
                    List.of(
                            site.auth().get(path).send(),
                            choose(path, FRESH).send(),
                            choose(path, "short").send())) {
                assertThat(answer.status()).as(path).isEqualTo(404);
                assertThat(answer.body()).isEqualTo(expected);
            }
        }
    }

    /// Security: H1, A13, A14, F2
    @Test
    void the_form_comes_with_headers_that_allow_nothing_else() {
        String path = reset("alice");
        for (Answer answer :
                List.of(
                        site.auth().get(path).send().succeeds(),
                        choose(path, "short").send(),
                        site.auth().get("/setup/x").send())) {
            assertThat(answer.header("content-security-policy"))
                    .hasValueSatisfying(policy ->
                            assertThat(policy)
                                    .matches(
                                            "default-src 'none'; style-src 'sha256-[^']{44}'; form-action 'self';"
                                                    + " base-uri 'none'; frame-ancestors 'none';"
                                                    + " require-trusted-types-for 'script'"));
            assertThat(answer.header("referrer-policy")).hasValue("no-referrer");
            assertThat(answer.header("cross-origin-opener-policy")).hasValue("same-origin");
            assertThat(answer.header("cross-origin-resource-policy")).hasValue("same-origin");
            assertThat(answer.header("permissions-policy")).isPresent();
            answer.isNotStored();
            assertThat(answer.body()).doesNotContain("<script", "src=", "href=", "style=");
        }
        assertThat(site.auth().get(path).send().body())
                .contains("autocomplete=\"new-password\"", "for=\"password\"", "id=\"password\"")
                .contains("<bdi>alice</bdi>", "At least 15 characters");
    }

    /// Security: H2
    @Test
    void looking_spends_nothing_and_other_sites_cannot_send_the_form() {
        String path = reset("alice");
        for (int i = 0; i < 3; i++) {
            site.auth().get(path).send().succeeds();
            assertThat(site.auth().call(Method.HEAD, path).send().status()).isEqualTo(200);
        }
        for (String from : List.of("cross-site", "same-site", "none")) {
            assertThat(choose(path, FRESH).header("sec-fetch-site", from).send().status())
                    .isEqualTo(403);
        }
        assertThat(choose(path, FRESH).header("origin", "https://evil.example").send().status())
                .isEqualTo(403);
        assertThat(site.auth().post(path).send().status()).isEqualTo(400);
        choose(path, FRESH)
                .header("sec-fetch-site", "same-origin")
                .header("origin", "null")
                .send()
                .succeeds();
    }

    /// Security: F2, H11
    @Test
    void what_is_refused_is_said_beside_its_field_and_the_password_is_not_repeated() {
        String path = reset("alice");
        var short_ = choose(path, "tooshort9").send();
        assertThat(short_.status()).isEqualTo(422);
        assertThat(short_.body())
                .contains("role=\"alert\"", "aria-invalid=\"true\"", "id=\"password-problem\"")
                .contains("aria-describedby=\"password-problem password-hint\"")
                .contains("needs at least 15")
                .doesNotContain("tooshort9");
        assertThat(
                        site.auth()
                                .post(path)
                                .form("password", FRESH, "password_again", FRESH + "x")
                                .send()
                                .body())
                .contains("The two passwords differ.")
                .doesNotContain(FRESH);
        assertThat(site.auth().post(path).form("x", "y").send().body())
                .contains("New password is missing.");
        assertThat(choose(path, FRESH).send().succeeds().body())
                .contains("<a class=\"button\" href=\"/account\">");
        assertThat(site.password("shop", "alice", FRESH).send().status()).isEqualTo(200);
    }

    /// Security: F2, H11
    @Test
    void each_refusal_of_a_password_is_worded_in_the_language_of_the_reader_and_advises_once() {
        String path = reset("alice");
        Map<String, String> refusals =
                Map.of(
                        "kurz",
                        "Das Passwort braucht mindestens 15 Zeichen und hat 4.",
                        "vivid tapir hums ".repeat(70),
                        "Das Passwort ist länger als 1024 Bytes",
                        "ein Tab\tmitten im Wort",
                        "das sich nicht überall eingeben lässt",
                        "password1234567890",
                        "gehört zu den ersten, die Angreifer versuchen",
                        "xK9xK9xK9xK9xK9xK9",
                        "Das Passwort wiederholt ein kurzes Stück",
                        "4rfv5tgb6yhn7ujm",
                        "Das Passwort besteht aus Folgen",
                        "alice-microauth-1",
                        "kaum mehr als Ihr Benutzername");
        refusals.forEach((password, text) -> {
            var german = choose(path, password).header("accept-language", "de-AT").send();
            assertThat(german.status()).as(text).isEqualTo(422);
            assertThat(german.body())
                    .contains("<html lang=\"de\">", text)
                    .containsOnlyOnce("Wörter, die nichts miteinander zu tun haben")
                    .doesNotContain("The password", "This password");
            assertThat(choose(path, password).send().body())
                    .containsOnlyOnce("words that have nothing to do with each other")
                    .doesNotContain("Passwort");
        });
        String setup = path(site.engine().links().recover(Site.ACTOR));
        assertThat(
                        administrator(setup, "root", "root@example.com", "kurz")
                                .header("accept-language", "de")
                                .send()
                                .body())
                .contains("Das Passwort braucht mindestens 15 Zeichen und hat 4.");
    }

    /// Security: F11, H3
    @Test
    void an_administrator_is_made_here_and_what_was_typed_is_kept() {
        String path = path(site.engine().links().recover(Site.ACTOR));
        assertThat(site.auth().get(path).send().succeeds().body())
                .contains("autocomplete=\"username\"", "type=\"email\"");

        String hostile = "\"><script>alert('1')</script>&amp;\u202e";
        var refused = administrator(path, hostile, hostile, FRESH).send();
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body())
                .contains("&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;")
                .doesNotContain("<script");
        assertThat(administrator(path, "", "", FRESH).send().body())
                .contains("Username is missing.", "E-mail is missing.");
        var taken = administrator(path, "Alice", "root@example.com", FRESH).send();
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.body()).contains("value=\"Alice\"", "There is already a user alice");

        assertThat(administrator(path, "Root", "root@example.com", FRESH).send().succeeds().body())
                .contains("mad session login --admin-url http://localhost:9041", "<bdi>root</bdi>");
        assertThat(administrator(path, "second", "s@example.com", FRESH).send().status())
                .isEqualTo(404);
        site.admin().post("/token").form("username", "root", "password", FRESH).send().succeeds();
    }

    /// Trap: 13
    @Test
    void the_form_leads_below_the_path_of_the_issuer_also_where_a_proxy_cuts_that_off() {
        String host = "https://app.example.com";
        try (var below = Site.open(with -> with.issuers(new Issuers(host + "/id", host + "/ad")))) {
            var link = below.engine().links().reset(Site.ACTOR, below.user("alice").id());
            String path = link.url().revealText().substring(host.length());
            assertThat(path).startsWith("/id/setup/");
            for (String asked : List.of(path, path.substring("/id".length()))) {
                assertThat(below.auth().get(asked).send().succeeds().body())
                        .contains("action=\"" + path + "\"");
            }
        }
    }

    private Call choose(String path, String password) {
        return site.auth().post(path).form("password", password, "password_again", password);
    }

    private Call administrator(String path, String username, String email, String password) {
        return site.auth()
                .post(path)
                .form("username", username, "email", email)
                .form("password", password, "password_again", password);
    }

    private String reset(String name) {
        User user = site.user(name);
        site.engine().users().lockOut(Site.ACTOR, user.id(), Optional.empty());
        return path(site.engine().links().reset(Site.ACTOR, user.id()));
    }

    private static String path(Link link) {
        return link.url().revealText().substring("http://localhost:9040".length());
    }
}
