package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// A sign-in belongs to the browser that began it.
class HalfFinishedSignInTest {
    private static final String HOLDER = "__Host-mad-browser";

    @AutoClose private final Site site = Site.open();
    private final Tab mine = new Tab(site.auth());
    private final Tab theirs = new Tab(site.auth());

    /// Security: A20
    /// Trap: 15
    @Test
    void no_step_goes_on_in_another_browser() {
        Phone phone = Phone.of(site, "alice");
        theirs.open(Asking.guest().url());
        for (String password : List.of(Site.PASSWORD, "wrong wrong wrong")) {
            mine.open(Asking.guest().url());
            isRefused(
                    mine.address(),
                    mine.hidden("password"),
                    "/login",
                    "username",
                    "alice",
                    "password",
                    password);
        }

        mine.submit("username", "alice", "password", Site.PASSWORD);
        isRefused(
                mine.address(),
                mine.hidden("totp_code"),
                "/login/second-factor",
                "totp_code",
                phone.code());
        // The way back to the first step stays in its browser too.
        var page = mine.page().body();
        String restart = page.substring(page.indexOf("<a href=\"") + 9);
        isRefused(
                restart.substring(0, restart.indexOf('"')).replace("&amp;", "&"),
                mine.hidden("totp_code"),
                "/login",
                "username",
                "alice",
                "password",
                Site.PASSWORD);

        mine.submit("totp_code", phone.code());
        isRefused(mine.address(), mine.hidden("decision"), "/consent", "decision", "allow");
        mine.submit("decision", "allow");
        assertThat(mine.answered()).containsKey("code");

        site.advance(Duration.ofSeconds(1));
        mine.open(Asking.guest().with("prompt", "select_account").url());
        isRefused(mine.address(), mine.hidden("choice"), "/login/account", "choice", "continue");
        assertThat(theirs.cookies()).doesNotContainKey("__Host-mad-session");
    }

    private void isRefused(
            String address, Map<String, String> form, String action, String... fields) {
        var sent = new LinkedHashMap<>(form);
        for (int i = 0; i < fields.length; i += 2) {
            sent.put(fields[i], fields[i + 1]);
        }
        for (Tab tab : List.of(theirs, new Tab(site.auth()))) {
            for (Answer answer : List.of(tab.open(address).page(), tab.post(action, sent).page())) {
                assertThat(answer.status()).as(action).isEqualTo(400);
                assertThat(answer.body())
                        .containsSubsequence(
                                "This page has expired",
                                "Begin again",
                                answer.header("x-request-id").orElseThrow());
            }
        }
    }

    /// Security: A20
    @Test
    void whoever_cannot_go_on_may_begin_again() {
        mine.open(Asking.spa().url());
        String address = mine.address();
        site.advance(Duration.ofMinutes(31));
        assertThat(mine.open(address).page().status()).isEqualTo(400);
        assertThat(mine.page().body()).contains("The Garden Planner", "Begin again");
        mine.follow().submit("username", "alice", "password", Site.PASSWORD);
        assertThat(mine.answered()).containsKey("code").containsEntry("state", "of mind");

        site.advance(Duration.ofDays(2));
        assertThat(mine.open(address).page().body())
                .contains("This page has expired")
                .doesNotContain("Begin again");
    }

    /// Security: A20
    @Test
    void what_travels_opens_for_its_purpose_alone() {
        mine.open(Asking.spa().url());
        var form = mine.hidden("password");
        theirs.open(Asking.guest().url());
        theirs.cookies().put(HOLDER, mine.cookies().getOrDefault(HOLDER, ""));
        var other = theirs.open(Asking.guest().url()).hidden("password");

        var mixed = new LinkedHashMap<>(form);
        mixed.put("sealed_stage", other.getOrDefault("sealed_stage", ""));
        mixed.put("username", "alice");
        mixed.put("password", Site.PASSWORD);
        assertThat(mine.post("/login", mixed).page().status()).isEqualTo(400);
        for (String odd :
                List.of("", "x", "é", "A".repeat(100), form.getOrDefault("sealed_goal", ""))) {
            var changed = new LinkedHashMap<>(form);
            changed.put("sealed_stage", odd);
            assertThat(mine.post("/login", changed).page().status()).as(odd).isEqualTo(400);
            changed = new LinkedHashMap<>(form);
            changed.put("sealed_goal", odd.isEmpty() ? "y" : odd + "y");
            assertThat(mine.post("/login", changed).page().status()).as(odd).isEqualTo(400);
        }
    }

    /// Trap: 2
    /// Security: A20
    @Test
    void the_second_step_is_none_without_the_first() {
        Phone phone = Phone.of(site, "alice");
        mine.open(Asking.spa().url());
        var form = new LinkedHashMap<>(mine.hidden("password"));
        form.put("totp_code", phone.code());
        assertThat(mine.post("/login/second-factor", form).asks("password")).isTrue();
        assertThat(mine.page().status()).isEqualTo(400);
        assertThat(mine.open(mine.address()).cookies()).doesNotContainKey("__Host-mad-session");
        for (String path : List.of("/consent", "/login/account", "/login/barred")) {
            form.put("decision", "allow");
            form.put("choice", "continue");
            assertThat(mine.post(path, form).asks("password")).as(path).isTrue();
        }
        mine.open(Asking.spa().url()).submit("username", "alice", "password", Site.PASSWORD);
        assertThat(mine.asks("totp_code")).isTrue();
        assertThat(mine.open(Asking.spa().url()).asks("password")).isTrue();
    }

    /// Trap: 1, 2
    @Test
    void a_first_step_is_worth_nothing_after_five_minutes_or_a_lock() {
        Phone phone = Phone.of(site, "alice");
        mine.open(Asking.spa().url()).submit("username", "alice", "password", Site.PASSWORD);
        site.advance(Duration.ofMinutes(6));
        mine.submit("totp_code", phone.code());
        assertThat(mine.page().status()).isEqualTo(400);
        assertThat(mine.page().body()).contains("That took too long");
        assertThat(mine.asks("password")).isTrue();

        mine.submit("username", "alice", "password", Site.PASSWORD);
        site.engine().users().deactivate(Site.ACTOR, site.user("alice").id());
        mine.submit("totp_code", phone.code());
        assertThat(mine.page().status()).isEqualTo(400);
        assertThat(mine.cookies()).doesNotContainKey("__Host-mad-session");
    }

    /// Spec: RFC 6238 §5.2
    /// Trap: 14
    @Test
    void a_code_or_a_recovery_code_finishes_once() {
        Phone phone = Phone.of(site, "alice");
        String code = phone.code();
        mine.open(Asking.spa().url()).submit("username", "alice", "password", Site.PASSWORD);
        mine.submit("totp_code", "000000".equals(code) ? "000001" : "000000");
        assertThat(mine.page().status()).isEqualTo(400);
        assertThat(mine.page().body()).contains("That was not accepted", "role=\"alert\"");
        mine.submit("totp_code", code);
        assertThat(mine.answered()).containsKey("code");

        theirs.open(Asking.spa().url()).submit("username", "alice", "password", Site.PASSWORD);
        assertThat(theirs.submit("totp_code", code).page().status()).isEqualTo(400);
        String recovery = phone.recoveryCodes().getFirst();
        theirs.submit("recovery_code", recovery);
        assertThat(theirs.answered()).containsKey("code");

        Tab third = new Tab(site.auth());
        third.open(Asking.spa().url()).submit("username", "alice", "password", Site.PASSWORD);
        assertThat(third.submit("recovery_code", recovery).page().status()).isEqualTo(400);
    }

    /// Security: H2
    @Test
    void no_other_site_sends_a_form_of_ours() {
        mine.open(Asking.spa().url());
        var form = new LinkedHashMap<>(mine.hidden("password"));
        form.put("username", "alice");
        form.put("password", Site.PASSWORD);
        String own = "http://localhost:9040";
        for (var said :
                Map.of(
                                "sec-fetch-site", List.of("cross-site", "same-site", "none"),
                                "origin", List.of("https://evil.example", "http://localhost:9041"))
                        .entrySet()) {
            for (String value : said.getValue()) {
                var answer =
                        mine.another().saying(said.getKey(), value).post("/login", form).page();
                assertThat(answer.status()).as(value).isEqualTo(403);
            }
        }
        assertThat(mine.saying("origin", own).post("/login", form).answered()).containsKey("code");
    }
}
