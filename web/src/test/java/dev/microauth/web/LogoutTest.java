package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.web.http.Method;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What a sign-out over a token reaches, by whose token it is.
///
/// Security: E3, H7
class LogoutTest {
    @AutoClose private final Site site = Site.open();

    private final Tab tab = new Tab(site.auth());

    @Test
    void a_strangers_token_does_not_sign_a_person_out_everywhere() {
        String elsewhere = site.aliceSignsIn("openid").text("access_token");
        String guests = guest().text("access_token");

        logout("/logout-all", guests).refuses(403, "insufficient_scope");
        logout("/logout-all", site.clientToken("shop")).refuses(403, "insufficient_scope");

        assertThat(isLive(guests)).isTrue();
        assertThat(isLive(elsewhere)).isTrue();
        assertThat(isSignedIn()).isTrue();
    }

    @Test
    void a_stranger_who_signs_out_gives_back_what_it_was_given_and_no_more() {
        Answer guest = guest();
        Answer other = guest();

        assertThat(logout("/logout", guest.text("access_token")).status()).isEqualTo(204);

        assertThat(isLive(guest.text("access_token"))).isFalse();
        refresh(guest).refuses(400, "invalid_grant");
        assertThat(isLive(other.text("access_token"))).isTrue();
        refresh(other).succeeds();
        assertThat(isSignedIn()).isTrue();
    }

    @Test
    void nobody_is_signed_out_of_the_admin_port_at_the_other_one() {
        String boss = site.adminToken("admin");
        Answer here = site.password("shop", "admin", Site.PASSWORD).send().succeeds();

        assertThat(logout("/logout-all", here.text("access_token")).status()).isEqualTo(204);

        assertThat(isLive(here.text("access_token"))).isFalse();
        assertThat(site.admin().get("/api/v1/me").bearer(boss).send().status()).isEqualTo(200);
        assertThat(site.admin().call(Method.POST, "/logout").bearer(boss).send().status())
                .isEqualTo(204);
        assertThat(site.admin().get("/api/v1/me").bearer(boss).send().status()).isEqualTo(401);
    }

    /// What the stranger has of a person who signed in to it in the browser.
    private Answer guest() {
        tab.open(Asking.guest().url());
        if (tab.asks("password")) {
            tab.submit("username", "alice", "password", Site.PASSWORD);
        }
        if (tab.asks("decision")) {
            tab.submit("decision", "allow");
        }
        return site.token("guest", "authorization_code")
                .form("code", tab.answered().get("code"))
                .form("redirect_uri", "https://guest.example.com/callback?from=here")
                .form("code_verifier", Asking.VERIFIER)
                .send()
                .succeeds();
    }

    private Answer refresh(Answer given) {
        return site.token("guest", "refresh_token")
                .form("refresh_token", given.text("refresh_token"))
                .send();
    }

    private Answer logout(String path, String token) {
        return site.auth().call(Method.POST, path).bearer(token).send();
    }

    private boolean isLive(String token) {
        return site.auth().get("/whoami").bearer(token).send().status() == 200;
    }

    private boolean isSignedIn() {
        var answer = tab.another().open(Asking.spa().with("prompt", "none").url()).answered();
        return answer.containsKey("code");
    }
}
