package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.client.ClientChange;
import dev.microauth.oauth.Assurance;
import dev.microauth.subject.ClientId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SignInRefusalsTest {
    @AutoClose private final Site site = Site.open();
    private final Tab tab = new Tab(site.auth());

    /// Security: G1
    /// Trap: 1
    @Test
    void whoever_is_refused_sees_the_same_page() {
        Phone.of(site, "admin");
        var attempts =
                List.of(
                        List.of("alice", "not the password"),
                        List.of("nobody", Site.PASSWORD),
                        List.of("locked", Site.PASSWORD),
                        List.of("disabled", Site.PASSWORD),
                        List.of("admin", "not the password"),
                        List.of("x' or 1=1 --", Site.PASSWORD));
        var pages = new ArrayList<String>();
        for (var attempt : attempts) {
            Tab fresh = new Tab(site.auth());
            fresh.open(Asking.spa().url());
            var before = fresh.cookies().keySet().toString();
            var answer =
                    fresh.submit("username", attempt.get(0), "password", attempt.get(1)).page();
            assertThat(answer.status()).as(attempt.get(0)).isEqualTo(400);
            assertThat(fresh.cookies().keySet()).hasToString(before);
            answer.isNotStored();
            pages.add(
                    answer.headerNames()
                            + answer.body()
                                    .replaceAll("value=\"[^\"]{60,}\"", "")
                                    .replace(escaped(attempt.get(0)), "NAME"));
        }
        assertThat(pages.getFirst())
                .contains("Username or password is wrong, or the account may not sign in.")
                .contains("value=\"NAME\"")
                .doesNotContain(Site.PASSWORD, "not the password");
        for (String page : pages) {
            assertThat(page.substring(page.indexOf("</style>")))
                    .isEqualTo(pages.getFirst().substring(page.indexOf("</style>")));
        }
    }

    private static String escaped(String text) {
        return text.replace("'", "&#39;");
    }

    @Test
    void what_is_missing_is_said_before_anything_is_tried() {
        tab.open(Asking.spa().url()).submit("username", "", "password", "");
        assertThat(tab.page().status()).isEqualTo(400);
        assertThat(tab.page().body())
                .contains("Username is missing.", "Password is missing.", "aria-invalid=\"true\"");
        assertThat(site.engine().passwordHashes()).isZero();
    }

    /// Security: F5
    @Test
    void who_has_to_wait_is_told_how_long() {
        var form = new LinkedHashMap<>(tab.open(Asking.spa().url()).hidden("password"));
        form.put("username", "alice");
        form.put("password", "wrong");
        Answer answer = tab.page();
        for (int i = 0; i < 5 && answer.status() != 429; i++) {
            answer = wrong(form, "en");
        }
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("retry-after")).isPresent();
        assertThat(answer.body()).contains("There were too many failed attempts. Try again in");

        int wait = Integer.parseInt(answer.header("retry-after").orElseThrow());
        site.advance(Duration.ofSeconds(wait - 1));
        assertThat(wrong(form, "en").body()).contains("Try again in one second.");
        assertThat(wrong(form, "de").body()).contains("Versuchen Sie es wieder in einer Sekunde.");
    }

    private Answer wrong(Map<String, String> form, String language) {
        var call = site.auth().post("/login").from("198.51.100.7");
        call.header("cookie", "__Host-mad-browser=" + tab.cookies().get("__Host-mad-browser"))
                .header("accept-language", language);
        form.forEach(call::form);
        return call.send();
    }

    /// Security: F5
    @Test
    void a_browser_that_signed_in_before_is_known_again() {
        tab.open(Asking.spa().url()).submit("username", "alice", "password", Site.PASSWORD);
        assertThat(tab.cookies()).containsKey("__Host-mad-device");
        assertThat(tab.answered()).containsKey("code");
    }

    @Test
    void who_lacks_the_role_is_told_and_may_be_somebody_else() {
        change(with -> with.allowedRoles("MadAdmin"));
        tab.open(Asking.spa().url()).submit("username", "alice", "password", Site.PASSWORD);
        assertThat(tab.page().status()).isEqualTo(403);
        assertThat(tab.page().body())
                .contains("You have no access", "<bdi>alice</bdi>", "Back to The Garden Planner");
        Tab second = tab.another().open(tab.address());
        second.submit("choice", "leave");
        assertThat(second.answered())
                .containsEntry("error", "access_denied")
                .containsEntry("state", "of mind");

        tab.submit("choice", "other").submit("username", "admin", "password", Site.PASSWORD);
        assertThat(tab.answered()).containsKey("code");
    }

    @Test
    void who_lacks_a_factor_is_shown_where_to_get_one() {
        change(with -> with.requiredAssurance(Optional.of(Assurance.MULTIPLE)));
        tab.open(Asking.spa().url());
        assertThat(tab.page().body()).contains("A second factor is needed here");
        tab.submit("username", "alice", "password", Site.PASSWORD);
        assertThat(tab.page().status()).isEqualTo(403);
        assertThat(tab.page().body()).contains("A second factor is missing", "href=\"/account\"");
        tab.submit("choice", "leave");
        assertThat(tab.answered()).containsEntry("error", "unmet_authentication_requirements");

        Phone phone = Phone.of(site, "admin");
        tab.open(Asking.spa().url()).submit("username", "admin", "password", Site.PASSWORD);
        tab.submit("totp_code", phone.code());
        assertThat(tab.answered()).containsKey("code");
    }

    /// Security: H1, A12, A13, A14
    @Test
    void every_page_of_the_way_is_shut_tight() {
        var pages = new ArrayList<Answer>();
        pages.add(tab.open(Asking.guest().url()).page());
        pages.add(tab.submit("username", "alice", "password", "wrong").page());
        pages.add(tab.submit("username", "alice", "password", Site.PASSWORD).page());
        assertThat(tab.asks("decision")).isTrue();
        for (Answer page : pages) {
            assertThat(page.header("content-security-policy").orElseThrow())
                    .startsWith("default-src 'none'; style-src 'sha256-")
                    .contains("; form-action 'self' https://guest.example.com; ")
                    .contains("base-uri 'none'; frame-ancestors 'none'")
                    .endsWith("require-trusted-types-for 'script'")
                    .doesNotContain("unsafe", "*");
            assertThat(page.header("x-frame-options")).hasValue("DENY");
            assertThat(page.header("referrer-policy")).hasValue("no-referrer");
            assertThat(page.headerNames()).noneMatch(name -> name.startsWith("access-control-"));
            assertThat(page.body()).doesNotContain(" style=", "http://", "onclick");
            assertThat(page.body().length()).isLessThan(50_000);
            page.isNotStored();
        }
    }

    /// Security: H3
    /// Trap: 15
    @Test
    void hostile_names_are_shown_as_text() {
        String hostile = "</title><script>\u202e\u200b😀'\"&" + "x".repeat(60);
        change(with -> with.name(hostile).firstParty(false));
        tab.open(Asking.spa().url());
        assertThat(tab.page().body())
                .contains("&lt;/title&gt;&lt;script&gt;\u202e\u200b😀&#39;&quot;&amp;xxx")
                .contains("<strong><bdi>&lt;/title&gt;")
                .doesNotContain("</title><script>\u202e");
        tab.submit("username", "<img src=x>\u202e", "password", "x");
        assertThat(tab.page().body())
                .contains("value=\"&lt;img src=x&gt;\u202e\"")
                .doesNotContain("<img");
        assertThat(tab.submit("username", "alice", "password", Site.PASSWORD).page().body())
                .contains("&lt;script&gt;")
                .doesNotContain("<script>\u202e");
    }

    private void change(UnaryOperator<ClientChange> with) {
        with.apply(site.engine().clients().update(Site.ACTOR, ClientId.of("spa"))).save();
    }
}
