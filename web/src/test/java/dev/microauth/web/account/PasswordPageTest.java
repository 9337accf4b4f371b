package dev.microauth.web.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.web.Answer;
import dev.microauth.web.Site;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class PasswordPageTest {
    private static final String PAGE = "/account/password";
    private static final String FRESH = "nine grey herons at noon";

    @AutoClose private final Site site = Site.open();

    private final OwnTab tab = OwnTab.of(site, "alice");

    private Answer change(String current, String wanted, String again) {
        return tab.submit(
                PAGE,
                PAGE,
                "current_password",
                current,
                "new_password",
                wanted,
                "new_password_again",
                again);
    }

    /// Security: F2, H11
    @Test
    void what_is_refused_is_said_beside_its_field_and_changes_nothing() {
        var wrong = change("a lantern under seven stones", FRESH, FRESH);
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.body())
                .contains(
                        "This is not your password.",
                        "aria-describedby=\"current_password-problem\"")
                .contains("aria-invalid=\"true\"", "role=\"alert\"")
                .doesNotContain(FRESH, "under seven stones");
        assertThat(change(Site.PASSWORD, FRESH, FRESH + "x").body())
                .contains("The two passwords differ.");
        assertThat(change(Site.PASSWORD, "short", "short").body()).contains("at least 15");
        assertThat(change("", "", "").body())
                .contains("Current password is missing.", "New password is missing.");
        assertThat(tab.submit(PAGE, PAGE, "x", "y").status()).isEqualTo(422);
        site.password("shop", "alice", Site.PASSWORD).send().succeeds();
    }

    /// Security: F5
    @Test
    void guessing_the_current_one_is_slowed_as_at_a_sign_in() {
        int guesses = 0;
        Answer last = guess();
        while (last.status() == 422 && guesses++ < 50) {
            last = guess();
        }
        assertThat(last.status()).isEqualTo(429);
        assertThat(last.header("retry-after")).isPresent();
        assertThat(last.body()).contains("Too many attempts failed.");
    }

    private Answer guess() {
        return tab.kept(
                tab.call(site.auth().post(PAGE))
                        .from("192.0.2.7")
                        .form("seal", OwnTab.seal(tab.page(PAGE)))
                        .form("current_password", "guess")
                        .form("new_password", FRESH, "new_password_again", FRESH)
                        .send());
    }

    /// Security: E3, A21, B9
    /// Trap: 8
    @Test
    void this_browser_stays_signed_in_under_a_new_reference_and_nothing_else_does() {
        var other = OwnTab.of(site, "alice");
        String token = site.aliceSignsIn("openid").text("access_token");
        var before = tab.copy();
        var answer = change(Site.PASSWORD, FRESH, FRESH);

        assertThat(tab.follow(answer)).contains("Your password is changed.", "role=\"status\"");
        assertThat(tab.reference()).isNotEqualTo(before.reference());
        assertThat(answer.header("set-cookie").orElseThrow())
                .contains("; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=604800");
        assertThat(before.isSignedIn()).isFalse();
        assertThat(other.isSignedIn()).isFalse();
        assertThat(site.auth().get("/whoami").bearer(token).send().status()).isEqualTo(401);
        assertThat(tab.isSignedIn()).isTrue();
        assertThat(site.password("shop", "alice", Site.PASSWORD).send().status()).isEqualTo(400);
        site.password("shop", "alice", FRESH).send().succeeds();
    }

    @Test
    void a_notice_is_said_once_and_to_nobody_else() {
        String address = change(Site.PASSWORD, FRESH, FRESH).header("location").orElseThrow();
        assertThat(address).startsWith("/account?done=").doesNotContain("PASSWORD", "password");
        assertThat(OwnTab.of(site, "admin").page(address))
                .doesNotContain("Your password is changed.");
        assertThat(tab.page(address)).contains("Your password is changed.");
        assertThat(tab.page("/account?done=PASSWORD")).doesNotContain("Your password is changed.");
        site.advance(Duration.ofMinutes(1));
        assertThat(tab.page(address)).doesNotContain("Your password is changed.");
    }

    /// Security: H2
    @Test
    void a_form_sent_twice_is_refused_the_second_time() {
        String seal = OwnTab.seal(tab.page(PAGE));
        String[] fields = {
            "current_password", Site.PASSWORD, "new_password", FRESH, "new_password_again", FRESH
        };
        assertThat(tab.post(PAGE, seal, fields).status()).isEqualTo(303);
        var again = tab.post(PAGE, seal, fields);
        assertThat(again.status()).isEqualTo(403);
        assertThat(again.body()).contains("href=\"/account/password\"");
    }

    /// Security: H11
    @Test
    void password_managers_find_what_they_need() {
        assertThat(tab.page(PAGE))
                .contains(
                        "autocomplete=\"username\" value=\"alice\" readonly hidden",
                        "autocomplete=\"current-password\"",
                        "autocomplete=\"new-password\"",
                        "At least 15 characters");
    }

    @Test
    void the_page_speaks_the_language_of_its_reader() {
        assertThat(tab.speaking("de-AT").page(PAGE))
                .contains("<html lang=\"de\">", "Bisheriges Passwort", "Übersicht");
        assertThat(change("falsch", FRESH, FRESH).body()).contains("Das ist nicht Ihr Passwort.");
        Map<String, String> refusals =
                Map.of(
                        "kurz",
                        "Das Passwort braucht mindestens 15 Zeichen und hat 4.",
                        "password1234567890",
                        "gehört zu den ersten, die Angreifer versuchen",
                        Site.PASSWORD,
                        "Das ist das Passwort, das Sie schon haben.");
        refusals.forEach((wanted, text) ->
                assertThat(change(Site.PASSWORD, wanted, wanted).body())
                        .contains(text)
                        .doesNotContain("The password", "This password", "This is"));
    }
}
