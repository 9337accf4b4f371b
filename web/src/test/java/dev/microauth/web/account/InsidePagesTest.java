package dev.microauth.web.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.actor.Origin;
import dev.microauth.authorize.Checked;
import dev.microauth.authorize.Progress;
import dev.microauth.credential.Attempt;
import dev.microauth.key.Ring;
import dev.microauth.web.Phone;
import dev.microauth.web.Site;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Sessions, applications and history.
class InsidePagesTest {
    private static final String SESSIONS = "/account/sessions";
    private static final String APPLICATIONS = "/account/applications";

    @AutoClose private final Site site = Site.open();

    private final OwnTab tab = OwnTab.of(site, "alice");

    /// Security: E3, H7
    @Test
    void a_session_of_somebody_else_is_not_there() {
        var other = OwnTab.of(site, "admin");
        for (String id :
                new String[] {
                    other.session().id().toString(), UUID.randomUUID().toString(), "x", ""
                }) {
            assertThat(tab.submit("/account", SESSIONS, "end", id).status()).isEqualTo(404);
        }
        assertThat(other.isSignedIn()).isTrue();
        assertThat(tab.page(SESSIONS)).doesNotContain(other.session().id().toString());
    }

    /// Security: E3
    @Test
    void sessions_are_listed_and_ended_one_by_one() {
        var other = OwnTab.of(site, "alice");
        String id = other.session().id().toString();
        assertThat(tab.page(SESSIONS))
                .contains("Firefox on Linux", "<span class=\"badge\">This browser</span>", id)
                .contains("Address 192.0.2.7", "just now")
                .doesNotContain("value=\"" + tab.session().id());
        assertThat(tab.follow(tab.submit("/account", SESSIONS, "end", id)))
                .contains("That device is signed out.")
                .doesNotContain(id);
        assertThat(other.isSignedIn()).isFalse();
        assertThat(tab.isSignedIn()).isTrue();
        assertThat(tab.submit("/account", SESSIONS, "end", id).status()).isEqualTo(404);
    }

    /// Security: E3
    @Test
    void all_others_end_at_once_with_what_they_gave() {
        var other = OwnTab.of(site, "alice");
        String token = site.aliceSignsIn("openid").text("access_token");
        var stranger = OwnTab.of(site, "admin");
        assertThat(tab.page(SESSIONS)).contains("Through <bdi>");
        assertThat(tab.follow(tab.submit(SESSIONS, SESSIONS, "end", "others")))
                .contains("Everything but this browser is signed out.")
                .doesNotContain("Sign out everywhere else");
        assertThat(other.isSignedIn()).isFalse();
        assertThat(site.auth().get("/whoami").bearer(token).send().status()).isEqualTo(401);
        assertThat(tab.isSignedIn()).isTrue();
        assertThat(stranger.isSignedIn()).isTrue();
    }

    /// Security: H7
    @Test
    void everywhere_else_is_not_the_admin_port() {
        var admin = OwnTab.of(site, "admin");
        var other = OwnTab.of(site, "admin");
        String boss = site.adminToken("admin");
        admin.follow(admin.submit(SESSIONS, SESSIONS, "end", "others"));
        assertThat(other.isSignedIn()).isFalse();
        assertThat(site.admin().get("/api/v1/me").bearer(boss).send().status()).isEqualTo(200);
    }

    /// Security: E3, E1
    @Test
    void signing_out_ends_the_session_and_empties_the_cookie() {
        var copy = tab.copy();
        var answer = tab.submit("/account", "/account/sign-out").succeeds();
        assertThat(answer.body())
                .contains("You are signed out", "<a class=\"button\" href=\"/account\">");
        assertThat(answer.header("set-cookie").orElseThrow())
                .startsWith(OwnTab.COOKIE + "=;")
                .contains("Max-Age=0");
        assertThat(copy.isSignedIn()).isFalse();
    }

    /// As somebody does on the consent page of the guest.
    private void consent(OwnTab in) {
        var authorizations = site.engine().authorizations(Ring.AUTH);
        var challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
        var checked =
                authorizations.check(
                        Map.of(
                                "client_id",
                                "guest",
                                "response_type",
                                "code",
                                "redirect_uri",
                                "https://guest.example.com/callback?from=here",
                                "scope",
                                "openid orders:read",
                                "code_challenge",
                                challenge,
                                "code_challenge_method",
                                "S256"));
        assertThat(checked).isInstanceOf(Checked.Sound.class);
        var answer =
                authorizations.consent(
                        ((Checked.Sound) checked).request(),
                        in.session(),
                        Progress.begun(site.now()),
                        Origin.NONE);
        assertThat(answer.orElseThrow().parameters()).containsKey("code");
    }

    /// Security: A19, H7
    @Test
    void what_somebody_else_let_in_is_not_there() {
        consent(OwnTab.of(site, "admin"));
        for (String client : new String[] {"guest", "nobody", "", "<b>"}) {
            assertThat(tab.submit("/account", APPLICATIONS, "client", client).status())
                    .isEqualTo(404);
        }
        assertThat(site.engine().consents().list(site.user("admin").id())).hasSize(1);
        assertThat(tab.page(APPLICATIONS)).contains("No application has anything of yours.");
    }

    /// Security: A19
    @Test
    void what_was_let_in_is_listed_and_taken_back() {
        consent(tab);
        assertThat(tab.page(APPLICATIONS))
                .contains(
                        "<bdi>Photo Printer</bdi>",
                        "know that you are you",
                        "<li>orders:read</li>");
        assertThat(tab.page("/account")).contains("<small>One</small>");
        assertThat(tab.follow(tab.submit(APPLICATIONS, APPLICATIONS, "client", "guest")))
                .contains("That application can reach nothing of yours any more.")
                .contains("No application has anything of yours.");
        assertThat(site.engine().consents().list(site.user("alice").id())).isEmpty();
    }

    /// Security: F12, K1
    @Test
    void the_history_tells_of_sign_ins_and_of_failures_at_this_account_alone() {
        site.password("shop", "alice", "wrong password of alice").send();
        site.password("shop", "admin", "wrong password of admin").send();
        site.password("shop", "nobody at all", "wrong").send();
        String page = tab.page("/account/history");
        assertThat(page.split("A sign-in failed", -1)).hasSize(2);
        assertThat(page)
                .contains("Signed in", "Firefox on Linux, from 192.0.2.7")
                .doesNotContain("wrong password", "unknown");
    }

    /// Security: F12
    @Test
    void the_history_tells_of_a_password_that_was_right_before_a_second_factor() {
        Phone.of(site, "alice");
        site.password("shop", "alice", Site.PASSWORD).send().refuses(400, "mfa_required");
        site.engine().ownFactors().takeTotp(Site.ACTOR, site.user("alice").id());

        assertThat(OwnTab.of(site, "alice").page("/account/history"))
                .contains("Your password was entered rightly; a second factor was asked for");
        assertThat(OwnTab.of(site, "admin").page("/account/history"))
                .doesNotContain("entered rightly");
    }

    /// Security: F12
    @Test
    void the_history_tells_what_others_changed() {
        site.engine().ownFactors().enrolTotp(Site.ACTOR, site.user("alice").id());
        site.engine().links().reset(Site.ACTOR, site.user("alice").id());
        var fresh = OwnTab.of(site, "admin");
        assertThat(fresh.page("/account/history")).doesNotContain("A link to choose");
        assertThat(site.engine().audit().aboutEntry(site.user("alice").id().toString(), 50))
                .extracting(event -> event.action())
                .startsWith("user.reset");
    }

    /// Security: H3
    @Test
    void whatever_a_browser_calls_itself_does_no_harm() {
        var origin =
                new Origin(
                        Optional.empty(),
                        Optional.of("<script>alert(1)</script>\u202eFirefox/1 \u0000"),
                        Optional.empty());
        site.engine().signIns().withPassword("alice", "wrong".toCharArray(), Attempt.from(origin));
        assertThat(tab.page("/account/history")).contains("Firefox").doesNotContain("<script");
    }

    @Test
    void times_are_said_as_people_say_them() {
        site.advance(Duration.ofMinutes(3));
        assertThat(tab.page(SESSIONS)).contains("3 minutes ago", "title=\"2027-03-01 12:00 UTC\"");
        site.advance(Duration.ofHours(11));
        assertThat(tab.page(SESSIONS)).contains("11 hours ago");
        assertThat(tab.speaking("de").page(SESSIONS))
                .contains("vor 11 Stunden", "01.03.2027 12:00 UTC");
    }
}
