package dev.microauth.web.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.web.Answer;
import dev.microauth.web.Call;
import dev.microauth.web.Site;
import dev.microauth.web.http.Method;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Who gets to the pages of an account, and what of theirs is believed.
class OwnerGuardTest {
    @AutoClose private final Site site = Site.open();

    /// A row of the table: method, path, guard.
    private record Row(Method method, String path, String guard) {
        static Row of(String line) {
            String[] parts = line.split(" ", -1);
            return new Row(Method.of(parts[0]), parts[1].replace("{id}", "x"), parts[2]);
        }

        boolean isChange() {
            return method == Method.POST;
        }

        boolean isRecent() {
            return guard.endsWith(":recent");
        }
    }

    private List<Row> rows() {
        return site.auth().table().stream()
                .map(Row::of)
                .filter(row -> row.guard().startsWith("account"))
                .toList();
    }

    private Stream<Row> changes() {
        return rows().stream().filter(Row::isChange);
    }

    /// Security: H2, E5
    @Test
    void every_change_asks_for_a_form_and_whatever_is_a_way_in_for_a_sign_in_of_late() {
        assertThat(rows()).hasSizeGreaterThan(20);
        assertThat(rows())
                .allSatisfy(row ->
                        assertThat(row.guard().contains(":change"))
                                .as(row.path())
                                .isEqualTo(row.isChange()));
        assertThat(rows().stream().filter(row -> !row.isRecent()).map(Row::path))
                .containsExactlyInAnyOrder(
                        "/account",
                        "/account/history",
                        "/account/passkeys",
                        "/account/sessions",
                        "/account/applications",
                        "/account/applications",
                        "/account/sign-out");
    }

    /// Security: E3
    @Test
    void whoever_is_not_signed_in_is_led_to_where_one_signs_in() {
        var tab = OwnTab.of(site, "alice");
        String token = site.aliceSignsIn("openid").text("access_token");
        for (Row row : rows()) {
            for (Call call :
                    List.of(
                            request(row),
                            request(row).header("cookie", OwnTab.COOKIE + "="),
                            request(row).header("cookie", OwnTab.COOKIE + "=" + "x".repeat(43)),
                            request(row).header("cookie", "mad-session=" + tab.reference()),
                            request(row)
                                    .header(
                                            "cookie",
                                            "__Host-mad-admin-session=" + tab.reference()),
                            request(row).bearer(token))) {
                leadsIn(row, call.send());
            }
        }
    }

    private Call request(Row row) {
        var call = site.auth().call(row.method(), row.path());
        return row.isChange() ? call.form("seal", "x") : call;
    }

    private static void leadsIn(Row row, Answer answer) {
        assertThat(answer.status()).as(row.path()).isEqualTo(303);
        assertThat(answer.header("location").orElseThrow()).as(row.path()).startsWith("/login?");
    }

    /// Security: E3, B9
    /// Trap: 1
    @Test
    void a_session_that_ended_opens_nothing() {
        var ended = OwnTab.of(site, "alice");
        site.engine().sessions().end(Site.ACTOR, ended.session().id());
        var bob =
                site.engine()
                        .users()
                        .create(Site.ACTOR)
                        .username("bob")
                        .password(Site.PASSWORD.toCharArray())
                        .save();
        var locked = OwnTab.of(site, "bob");
        site.engine().users().deactivate(Site.ACTOR, bob.id());
        var idle = OwnTab.of(site, "alice");
        site.advance(Duration.ofHours(12).plusSeconds(1));
        for (OwnTab tab : List.of(ended, locked, idle)) {
            rows().forEach(row -> leadsIn(row, tab.call(request(row)).send()));
        }
    }

    /// Security: H2
    @Test
    void what_another_site_sends_is_refused_though_the_cookie_came_along() {
        var tab = OwnTab.of(site, "alice");
        String seal = OwnTab.seal(tab.page("/account"));
        for (String from : List.of("cross-site", "same-site", "none")) {
            changes()
                    .forEach(row ->
                            isStale(
                                    row,
                                    form(tab, row, seal).header("sec-fetch-site", from).send()));
        }
        changes()
                .forEach(row ->
                        isStale(
                                row,
                                form(tab, row, seal)
                                        .header("origin", "https://evil.example")
                                        .send()));
        assertThat(tab.isSignedIn()).isTrue();
    }

    private Call form(OwnTab tab, Row row, String seal) {
        return tab.call(site.auth().post(row.path())).form("seal", seal);
    }

    private static void isStale(Row row, Answer answer) {
        assertThat(answer.status()).as(row.path()).isEqualTo(403);
        assertThat(answer.body()).contains("This page is too old", "Nothing was changed");
    }

    /// Security: H2, A21
    @Test
    void a_form_has_the_seal_of_the_very_session_it_is_sent_in() {
        var tab = OwnTab.of(site, "alice");
        var other = OwnTab.of(site, "alice");
        String own = OwnTab.seal(tab.page("/account"));
        String others = OwnTab.seal(other.page("/account"));
        String old = OwnTab.of(site, "alice").page("/account");
        changes()
                .forEach(row -> {
                    for (String seal :
                            List.of(
                                    "x",
                                    "",
                                    others,
                                    OwnTab.seal(old),
                                    own + "x",
                                    own.substring(1))) {
                        isStale(row, form(tab, row, seal).send());
                    }
                    isStale(row, tab.call(site.auth().post(row.path())).form("x", "y").send());
                });
        site.advance(Duration.ofHours(11));
        assertThat(tab.isSignedIn()).isTrue();
        site.advance(Duration.ofHours(1));
        changes().forEach(row -> isStale(row, form(tab, row, own).send()));
    }

    /// Security: H6
    @Test
    void a_form_that_cannot_be_read_is_a_page_too() {
        var tab = OwnTab.of(site, "alice");
        changes()
                .forEach(row -> {
                    for (Call call :
                            List.of(
                                    tab.call(site.auth().post(row.path())).json("{}"),
                                    tab.call(site.auth().post(row.path())).raw("seal=a&seal=b"),
                                    tab.call(site.auth().post(row.path())).raw("seal=%zz"))) {
                        var answer = call.send();
                        assertThat(answer.status()).as(row.path()).isEqualTo(400);
                        assertThat(answer.body()).contains("This cannot be read");
                    }
                });
    }

    /// Security: E5
    @Test
    void a_sensitive_change_needs_a_sign_in_of_the_last_five_minutes() {
        var tab = OwnTab.of(site, "alice");
        String seal = OwnTab.seal(tab.page("/account"));
        site.advance(Duration.ofMinutes(5));
        tab.page("/account/password");
        site.advance(Duration.ofSeconds(1));
        for (Row row : rows()) {
            if (row.isRecent()) {
                leadsIn(row, row.isChange() ? form(tab, row, seal).send() : tab.get(row.path()));
            }
        }
        tab.page("/account");
        tab.page("/account/sessions");
        tab.page("/account/history");
        assertThat(site.engine().users().get(site.user("alice").id()).hasSecondFactor()).isFalse();
    }

    /// Security: H1, A13, A14, E4
    @Test
    void pages_allow_nothing_but_themselves_and_are_light() {
        var tab = OwnTab.of(site, "alice");
        for (Row row : rows()) {
            if (row.isChange() || row.path().endsWith("/x")) {
                continue;
            }
            var answer = tab.get(row.path()).succeeds().isNotStored();
            boolean script = row.path().equals("/account/passkeys/add");
            assertThat(answer.header("content-security-policy").orElseThrow())
                    .as(row.path())
                    .matches(
                            "default-src 'none'; style-src 'sha256-[^']{44}';"
                                    + (script ? " script-src 'self';" : "")
                                    + " form-action 'self'; base-uri 'none'; frame-ancestors 'none';"
                                    + " require-trusted-types-for 'script'");
            assertThat(answer.header("referrer-policy")).hasValue("no-referrer");
            assertThat(answer.body()).hasSizeLessThan(50_000).doesNotContain("style=\"", "http:");
        }
    }

    /// Security: H2
    @Test
    void looking_changes_nothing() {
        var tab = OwnTab.of(site, "alice");
        tab.page("/account");
        long events = site.engine().audit().count();
        for (Row row : rows()) {
            if (!row.isChange() && !row.path().endsWith("/x")) {
                tab.page(row.path());
            }
        }
        assertThat(site.engine().audit().count()).isEqualTo(events);
        assertThat(tab.session().id()).isNotNull();
    }
}
