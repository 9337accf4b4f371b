package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SignInFlowTest {
    private static final String SESSION = "__Host-mad-session";

    @AutoClose private final Site site = Site.open();
    private final Tab tab = new Tab(site.auth());

    /// Spec: RFC 6749 §4.1, OIDC Core §3.1, RFC 9207 §2
    /// Security: A7, A11
    @Test
    void a_name_and_a_password_lead_to_tokens() {
        tab.open(Asking.spa().url());
        assertThat(tab.page().body()).contains("<h1>Sign in</h1>", "The Garden Planner");
        tab.submit("username", "Alice", "password", Site.PASSWORD);

        var answer = tab.answered();
        assertThat(tab.page().header("location").orElseThrow())
                .startsWith("https://spa.example.com/callback?");
        assertThat(answer)
                .containsOnlyKeys("code", "state", "iss")
                .containsEntry("state", "of mind")
                .containsEntry("iss", "http://localhost:9040");
        redeem(answer.get("code")).succeeds();
    }

    /// Security: A20
    /// Spec: OIDC Core §3.1.2.1
    @Test
    void who_is_signed_in_goes_straight_on_and_nobody_else_does() {
        signIn(tab, Asking.spa());
        assertThat(tab.open(Asking.spa().url()).answered()).containsKey("code");
        assertThat(tab.another().open(Asking.spa().with("prompt", "none").url()).answered())
                .containsKey("code");

        Tab other = new Tab(site.auth());
        assertThat(other.open(Asking.spa().url()).asks("password")).isTrue();
        assertThat(other.open(Asking.spa().with("prompt", "none").url()).answered())
                .containsEntry("error", "login_required")
                .containsEntry("state", "of mind")
                .containsEntry("iss", "http://localhost:9040");
    }

    /// Security: A21
    @Test
    void each_sign_in_gives_the_session_a_new_name() {
        signIn(tab, Asking.spa());
        String first = tab.cookies().get(SESSION);
        site.advance(Duration.ofMinutes(1));
        tab.open(Asking.spa().with("prompt", "login").url());
        assertThat(tab.asks("password")).isTrue();
        assertThat(tab.page().body()).contains("Confirm that it is you", "value=\"alice\"");
        tab.submit("username", "alice", "password", Site.PASSWORD);
        assertThat(tab.answered()).containsKey("code");
        assertThat(tab.cookies().get(SESSION)).isNotEqualTo(first);

        String second = tab.cookies().get(SESSION);
        tab.cookies().put(SESSION, first);
        assertThat(tab.open(Asking.spa().url()).asks("password")).isTrue();
        tab.cookies().put(SESSION, second);
        assertThat(tab.open(Asking.spa().url()).answered()).containsKey("code");
    }

    /// Security: A17
    /// Spec: OIDC Core §3.1.2.1
    @Test
    void an_old_sign_in_is_renewed_where_a_client_wants_a_young_one() {
        signIn(tab, Asking.spa());
        site.advance(Duration.ofMinutes(10));
        assertThat(tab.open(Asking.spa().with("max_age", "3600").url()).answered())
                .containsKey("code");
        assertThat(tab.open(Asking.spa().with("max_age", "300").url()).asks("password")).isTrue();
        tab.submit("username", "alice", "password", Site.PASSWORD);
        assertThat(tab.answered()).containsKey("code");
        site.advance(Duration.ofSeconds(1));
        assertThat(tab.open(Asking.spa().with("max_age", "0", "prompt", "none").url()).answered())
                .containsEntry("error", "login_required");
    }

    /// Security: A19
    @Test
    void a_stranger_among_clients_has_to_be_allowed() {
        signIn(tab, Asking.guest().with("scope", "openid email orders:read offline_access"));
        assertThat(tab.page().body())
                .contains("<bdi>Photo Printer</bdi>", "<code>guest.example.com</code>")
                .contains("see your e-mail address", "keep this access while you are away")
                .contains("<li>orders:read</li>", "<bdi>alice</bdi>");
        tab.submit("decision", "allow");
        assertThat(tab.page().header("location").orElseThrow())
                .startsWith("https://guest.example.com/callback?from=here&code=");

        assertThat(tab.open(Asking.guest().with("scope", "openid email").url()).answered())
                .containsKey("code");
        tab.open(Asking.guest().with("scope", "openid profile").url());
        assertThat(tab.page().body()).contains("see your name and profile");
        tab.submit("decision", "deny");
        assertThat(tab.answered())
                .containsEntry("error", "access_denied")
                .containsEntry("from", "here");
        assertThat(
                        tab.open(Asking.guest().with("scope", "profile", "prompt", "none").url())
                                .answered())
                .containsEntry("error", "consent_required");
    }

    /// Security: A19
    @Test
    void an_answer_to_a_question_is_for_whom_it_was_put_to() {
        signIn(tab, Asking.guest());
        var question = tab.hidden("decision");
        question.put("decision", "allow");
        site.advance(Duration.ofSeconds(1));
        Tab second = tab.another();
        second.open(Asking.spa().with("prompt", "login").url())
                .submit("username", "admin", "password", Site.PASSWORD);

        tab.post("/consent", question);
        assertThat(tab.asks("decision")).isTrue();
        assertThat(tab.page().body()).contains("<bdi>admin</bdi>");
        assertThat(site.engine().consents().list(site.user("admin").id()))
                .noneMatch(consent -> consent.clientId().equals("guest"));
    }

    /// Spec: OIDC Core §3.1.2.1
    @Test
    void a_person_may_choose_to_be_somebody_else() {
        signIn(tab, Asking.spa());
        site.advance(Duration.ofSeconds(1));
        tab.open(Asking.spa().with("prompt", "select_account").url());
        assertThat(tab.page().body()).contains("Who shall go on?", "<bdi>alice</bdi>");
        tab.submit("choice", "continue");
        assertThat(tab.answered()).containsKey("code");

        site.advance(Duration.ofSeconds(1));
        tab.open(Asking.spa().with("prompt", "select_account").url());
        tab.submit("choice", "other");
        assertThat(tab.page().body())
                .contains("<h1>Sign in</h1>")
                .doesNotContain("value=\"alice\"");
        tab.submit("username", "admin", "password", Site.PASSWORD);
        assertThat(tab.answered()).containsKey("code");
        site.advance(Duration.ofSeconds(1));
        assertThat(tab.open(Asking.spa().with("prompt", "select_account").url()).page().body())
                .contains("<bdi>admin</bdi>");
    }

    /// Security: A11
    @Test
    void whoever_goes_back_is_asked_before_being_sent_away_again() {
        tab.open(Asking.spa().url());
        String login = tab.address();
        var form = tab.hidden("password");
        tab.submit("username", "alice", "password", Site.PASSWORD);
        var first = tab.answered();

        tab.open(login);
        assertThat(tab.page().body()).contains("You are signed in", "<bdi>alice</bdi>");
        tab.submit("choice", "continue");
        assertThat(tab.answered().get("code")).isNotEqualTo(first.get("code"));

        form.put("username", "alice");
        form.put("password", Site.PASSWORD);
        assertThat(tab.post("/login", form).answered()).containsKey("code");
    }

    /// Spec: OIDC Core §3.1.2.1
    @Test
    void what_the_client_says_of_the_person_and_the_language_is_heard() {
        tab.open(Asking.spa().with("login_hint", "\"><b>bob", "ui_locales", "fr de-CH").url());
        assertThat(tab.page().body())
                .contains("<html lang=\"de\">", "<h1>Anmelden</h1>")
                .contains("value=\"&quot;&gt;&lt;b&gt;bob\"");
        assertThat(tab.saying("accept-language", "de").open(Asking.spa().url()).page().body())
                .contains("<h1>Anmelden</h1>");
    }

    /// Security: A11
    /// Spec: OIDC Core §3.1.2.1
    @Test
    void a_request_may_come_as_a_form() {
        signIn(tab, Asking.spa());
        Tab crossSite = new Tab(site.auth()).saying("sec-fetch-site", "cross-site");
        crossSite.post("/authorize", Asking.spa().parameters());
        assertThat(crossSite.asks("password")).isTrue();
        assertThat(crossSite.address()).doesNotContain("of+mind", "spa.example.com");

        assertThat(tab.post("/authorize", Asking.spa().parameters()).answered())
                .containsKey("code");
    }

    /// Security: A15
    /// Spec: Form Post §2
    @Test
    void an_answer_may_travel_as_a_form() {
        signIn(tab, Asking.spa());
        tab.open(Asking.spa().with("response_mode", "form_post", "state", "\"'><script>").url());
        var page = tab.page().succeeds();
        assertThat(page.body())
                .contains("<form method=\"post\" action=\"https://spa.example.com/callback\">")
                .contains("name=\"state\" value=\"&quot;&#39;&gt;&lt;script&gt;\"")
                .contains("<script>document.forms[0].submit()</script>");
        assertThat(page.header("content-security-policy").orElseThrow())
                .containsPattern(
                        "script-src 'sha256-[^']{44}'; form-action 'self' https://spa.example.com;");
        page.isNotStored();
        assertThat(tab.hidden("code")).containsKeys("code", "iss");
    }

    private static void signIn(Tab tab, Asking asking) {
        tab.open(asking.url()).submit("username", "alice", "password", Site.PASSWORD);
        assertThat(List.of(200, 303)).as(tab.page().body()).contains(tab.page().status());
    }

    private Answer redeem(String code) {
        return site.auth()
                .post("/token")
                .form("grant_type", "authorization_code", "client_id", "spa", "code", code)
                .form("redirect_uri", "https://spa.example.com/callback")
                .form("code_verifier", Asking.VERIFIER)
                .send();
    }
}
