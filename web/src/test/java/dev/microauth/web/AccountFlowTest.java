package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.page.PageRequest;
import dev.microauth.session.SessionFilter;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// The way to one's account, through the sign-in that it needs.
class AccountFlowTest {
    private static final String COOKIE = "__Host-mad-session";

    @AutoClose private final Site site = Site.open();

    private final Tab tab = new Tab(site.auth());

    private void signIn() {
        tab.submit("username", "alice", "password", Site.PASSWORD);
    }

    private String title() {
        return tab.page().body().replaceFirst("(?s).*<h1>(.*?)</h1>.*", "$1");
    }

    /// Security: E3
    @Test
    void signing_in_leads_to_the_page_that_was_wanted() {
        tab.open("/account/history");
        assertThat(tab.asks("password")).isTrue();
        tab.submit("username", "alice", "password", "wrong");
        assertThat(tab.asks("password")).isTrue();
        signIn();
        assertThat(title()).isEqualTo("History");
        assertThat(tab.address()).isEqualTo("/account/history");
        assertThat(tab.page().body()).contains("A sign-in failed", "Signed in");
    }

    /// Security: E5, A21
    @Test
    void a_sign_in_that_is_too_old_is_made_anew_and_goes_on_in_the_same_session() {
        tab.open("/account");
        signIn();
        assertThat(title()).isEqualTo("Overview");
        var first = Optional.ofNullable(tab.cookies().get(COOKIE));
        site.advance(Duration.ofMinutes(6));
        tab.open("/account");
        assertThat(title()).isEqualTo("Overview");

        tab.open("/account/password");
        assertThat(tab.asks("new_password")).isFalse();
        tab.submit("password", Site.PASSWORD, "username", "alice");
        assertThat(tab.address()).isEqualTo("/account/password");
        assertThat(tab.asks("new_password")).isTrue();
        assertThat(Optional.ofNullable(tab.cookies().get(COOKIE))).isPresent().isNotEqualTo(first);
        assertThat(
                        site.engine()
                                .sessions()
                                .list(
                                        Site.ACTOR,
                                        PageRequest.first(),
                                        SessionFilter.of(site.user("alice").id()))
                                .items())
                .hasSize(1);
    }

    /// Security: E5
    @Test
    void a_change_that_comes_too_late_is_not_made_and_its_page_comes_back() {
        tab.open("/account/password");
        signIn();
        var sent = tab.hidden("new_password");
        site.advance(Duration.ofMinutes(6));
        sent.put("current_password", Site.PASSWORD);
        sent.put("new_password", "nine grey herons at noon");
        sent.put("new_password_again", "nine grey herons at noon");
        tab.post("/account/password", sent);
        assertThat(tab.asks("new_password")).isFalse();
        tab.submit("password", Site.PASSWORD, "username", "alice");
        assertThat(tab.address()).isEqualTo("/account/password");
        assertThat(tab.asks("new_password")).isTrue();
        site.password("shop", "alice", Site.PASSWORD).send().succeeds();
    }

    /// Security: H11
    @Test
    void every_control_has_a_name_that_is_read_out() {
        tab.open("/account/password");
        signIn();
        for (String path :
                new String[] {
                    "/account/password", "/account/authenticator", "/account/passkeys/add"
                }) {
            String page = tab.open(path).page().body();
            assertThat(page).contains("<html lang=\"en\">", "<h1>", "<main>");
            assertThat(page).containsPattern("<nav aria-label=\"Your account\">");
            var inputs = Pattern.compile("<input id=\"([a-z_]+)\"").matcher(page);
            while (inputs.find()) {
                assertThat(page).contains("for=\"" + inputs.group(1) + "\"");
            }
        }
    }
}
