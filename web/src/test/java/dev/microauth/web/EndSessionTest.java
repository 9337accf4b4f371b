package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.actor.Origin;
import dev.microauth.client.ClientCredentials;
import dev.microauth.credential.SignIn;
import dev.microauth.grant.TokenRequest;
import dev.microauth.key.Ring;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.secret.Secret;
import dev.microauth.session.BrowserSession;
import dev.microauth.subject.ClientId;
import dev.microauth.subject.Generation;
import dev.microauth.testkit.UrlEncoded;
import dev.microauth.token.IdTokens;
import dev.microauth.web.browser.BrowserCookie;
import dev.microauth.web.http.Method;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Signing out of a browser: at whose word, and where it leads.
///
/// Security: E1
/// Spec: RP-Initiated §2, §3
class EndSessionTest {
    private static final String BACK = "https://shop.example.com/bye";
    private static final Pattern SEALED = Pattern.compile("name=\"sign_out\" value=\"([^\"]+)\"");

    @AutoClose private final Site site = Site.open();
    private BrowserSession alices = signIn("alice");

    @BeforeEach
    void shopHasAWayBack() {
        site.engine()
                .clients()
                .update(Site.ACTOR, ClientId.of("shop"))
                .postLogoutRedirectUris(List.of(BACK, "https://shop.example.com/out?a=1"))
                .save();
    }

    /// Security: H2
    @Test
    void whoever_shows_no_hint_of_this_session_is_asked() {
        var other = signIn("alice");
        for (String query :
                List.of(
                        "",
                        "?client_id=shop",
                        "?logout_hint=alice",
                        "?client_id=shop&post_logout_redirect_uri=" + UrlEncoded.of(BACK),
                        "?id_token_hint=" + hint(other, "alice"))) {
            var answer = get(query, alices);
            assertThat(answer.status()).as(query).isEqualTo(200);
            assertThat(answer.body()).contains("Sign out?", "alice", "name=\"sign_out\"");
            assertThat(isLive(alices)).isTrue();
        }
    }

    /// Security: J
    @Test
    void what_is_no_id_token_of_ours_is_no_hint() {
        String good = hint(alices, "alice");
        String access = site.aliceSignsIn("openid").text("access_token");
        String body = good.substring(good.indexOf('.'), good.lastIndexOf('.') + 1);
        for (String forged :
                List.of(
                        "x",
                        access,
                        site.adminToken("admin"),
                        "eyJhbGciOiJub25lIn0" + body,
                        good + "A",
                        good.substring(0, good.length() - 4) + "AAAA",
                        good.substring(0, good.lastIndexOf('.') + 1))) {
            var answer =
                    get(
                            "?id_token_hint="
                                    + UrlEncoded.of(forged)
                                    + "&post_logout_redirect_uri="
                                    + UrlEncoded.of(BACK),
                            alices);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("location")).isEmpty();
            assertThat(isLive(alices)).as(forged).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example.com/bye/",
                "https://shop.example.com/Bye",
                "https://shop.example.com/bye?",
                "https://shop.example.com/bye#",
                "https://shop.example.com/bye?x=1",
                "https://shop.example.com:443/bye",
                "https://shop.example.com/./bye",
                "https://shop.example.com/%62ye",
                "https://shop.example.com@evil.example/bye",
                "https://shop.example.com.evil.example/bye",
                "https://evil.example/bye",
                "http://shop.example.com/bye",
                "HTTPS://shop.example.com/bye",
                "//shop.example.com/bye",
                "/bye",
                "javascript:alert(1)",
                "https://shop.example.com/bye "
            })
    void the_way_back_is_a_registered_address_character_for_character(String wanted) {
        var answer =
                get(
                        "?id_token_hint="
                                + hint(alices, "alice")
                                + "&post_logout_redirect_uri="
                                + UrlEncoded.of(wanted),
                        alices);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("location")).isEmpty();
        assertThat(answer.body()).contains("You were not signed out").doesNotContain(wanted + "\"");
        assertThat(isLive(alices)).isTrue();
    }

    @Test
    void a_client_that_is_not_the_one_of_the_hint_or_none_at_all_is_refused() {
        String hint = "?id_token_hint=" + hint(alices, "alice");
        for (String query :
                List.of(
                        hint + "&client_id=stranger",
                        hint + "&client_id=SHOP",
                        "?client_id=nobody",
                        "?client_id=off",
                        "?client_id=%00")) {
            assertThat(get(query, alices).status()).as(query).isEqualTo(400);
        }
        assertThat(isLive(alices)).isTrue();
    }

    /// Security: A10
    @Test
    void a_repeated_parameter_is_refused() {
        assertThat(get("?client_id=shop&client_id=shop", alices).status()).isEqualTo(400);
        assertThat(get("?x=1&x=2", alices).status()).isEqualTo(400);
    }

    /// Security: H2, A20
    @Test
    void an_answer_from_elsewhere_ends_nothing() {
        var question = get("", alices);
        String sealed = sealed(question);
        String holder = holder(question);
        var elsewhere = get("", signIn("bob"));

        assertThat(decide(sealed, "end", session(alices)).send().status()).isEqualTo(403);
        assertThat(
                        decide(sealed, "end", session(alices) + "; " + holder(elsewhere))
                                .send()
                                .status())
                .isEqualTo(403);
        assertThat(
                        decide(sealed(elsewhere), "end", session(alices) + "; " + holder)
                                .send()
                                .status())
                .isEqualTo(403);
        for (String site : List.of("cross-site", "same-site", "none")) {
            assertThat(
                            decide(sealed, "end", session(alices) + "; " + holder)
                                    .header("sec-fetch-site", site)
                                    .send()
                                    .status())
                    .isEqualTo(403);
        }
        assertThat(
                        decide(sealed, "end", session(alices) + "; " + holder)
                                .header("origin", "https://evil.example")
                                .send()
                                .status())
                .isEqualTo(403);
        assertThat(isLive(alices)).isTrue();

        site.advance(Duration.ofMinutes(15));
        assertThat(decide(sealed, "end", session(alices) + "; " + holder).send().body())
                .contains("Ask once more");
        assertThat(isLive(alices)).isTrue();
    }

    @Test
    void whoever_signed_in_since_the_question_is_asked_anew() {
        var question = get("", alices);
        var bobs = signIn("bob");

        var answer =
                decide(sealed(question), "end", session(bobs) + "; " + holder(question)).send();

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("location")).hasValue("/end-session");
        assertThat(isLive(bobs)).isTrue();
        assertThat(isLive(alices)).isTrue();
    }

    @Test
    void who_has_no_session_is_sent_on_at_the_word_of_a_hint_alone() {
        String back = "&post_logout_redirect_uri=" + UrlEncoded.of(BACK);
        String hint = hint(alices, "alice");
        site.engine().sessions().end(Site.ACTOR, alices.session().id());

        var named = get("?client_id=shop" + back, alices);
        assertThat(named.status()).isEqualTo(200);
        assertThat(named.body()).contains("You are signed out");
        var shown = get("?id_token_hint=" + hint + back, alices);
        assertThat(shown.status()).isEqualTo(303);
        assertThat(shown.header("location")).hasValue(BACK);
        assertThat(site.auth().call(Method.GET, "/end-session").send().body())
                .contains("You are signed out", "<a class=\"button\" href=\"/account\">");
    }

    @Test
    void a_hint_of_this_very_session_ends_it_without_a_question() {
        var answer =
                get(
                        "?client_id=shop&state=a%20b%26c&id_token_hint="
                                + hint(alices, "alice")
                                + "&post_logout_redirect_uri="
                                + UrlEncoded.of(BACK),
                        alices);

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("location")).hasValue(BACK + "?state=a+b%26c");
        assertThat(answer.header("set-cookie"))
                .hasValueSatisfying(cookie ->
                        assertThat(cookie)
                                .startsWith(BrowserCookie.SESSION.name(Ring.AUTH) + "=;")
                                .contains("Max-Age=0"));
        assertThat(isLive(alices)).isFalse();
    }

    @Test
    void a_hint_may_be_old_and_a_way_back_may_have_a_query() {
        String hint = hint(alices, "alice");
        for (int i = 0; i < 4; i++) {
            site.advance(Duration.ofHours(6));
            assertThat(isLive(alices)).isTrue();
        }
        var answer =
                get(
                        "?state=z&id_token_hint="
                                + hint
                                + "&post_logout_redirect_uri="
                                + UrlEncoded.of("https://shop.example.com/out?a=1"),
                        alices);

        assertThat(answer.header("location")).hasValue("https://shop.example.com/out?a=1&state=z");
        assertThat(isLive(alices)).isFalse();
    }

    @Test
    void who_says_yes_is_signed_out_and_sent_back() {
        var question =
                get("?client_id=shop&post_logout_redirect_uri=" + UrlEncoded.of(BACK), alices);
        assertThat(question.header("content-security-policy"))
                .hasValueSatisfying(policy ->
                        assertThat(policy)
                                .contains("form-action 'self' https://shop.example.com;"));

        var answer =
                decide(sealed(question), "end", session(alices) + "; " + holder(question))
                        .header("sec-fetch-site", "same-origin")
                        .send();

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("location")).hasValue(BACK);
        assertThat(isLive(alices)).isFalse();
    }

    @Test
    void who_says_no_stays() {
        var question = get("", alices);

        var answer =
                decide(sealed(question), "stay", session(alices) + "; " + holder(question)).send();

        assertThat(answer.succeeds().body()).contains("You are still signed in");
        assertThat(isLive(alices)).isTrue();
    }

    /// Security: A11
    @Test
    void a_post_of_a_client_means_what_its_get_means_and_changes_nothing_by_itself() {
        String hint = hint(alices, "alice");
        var answer =
                site.auth()
                        .call(Method.POST, "/end-session")
                        .form("id_token_hint", hint, "state", "a&b", "client_id", "shop")
                        .header("cookie", session(alices))
                        .header("origin", "https://shop.example.com")
                        .send();

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("location"))
                .hasValue("/end-session?id_token_hint=" + hint + "&client_id=shop&state=a%26b");
        assertThat(isLive(alices)).isTrue();
    }

    @Test
    void the_question_is_asked_in_the_language_that_was_wished_for() {
        assertThat(get("?ui_locales=de", alices).body()).contains("Abmelden?");
        assertThat(
                        site.auth()
                                .call(Method.GET, "/end-session")
                                .header("accept-language", "de-AT, en;q=0.5")
                                .send()
                                .body())
                .contains("Sie sind abgemeldet");
    }

    private Answer get(String query, BrowserSession session) {
        return site.auth()
                .call(Method.GET, "/end-session" + query)
                .header("cookie", session(session))
                .send();
    }

    private Call decide(String sealed, String choice, String cookies) {
        return site.auth()
                .call(Method.POST, "/end-session")
                .form("sign_out", sealed, "choice", choice)
                .header("cookie", cookies);
    }

    private static String sealed(Answer question) {
        var match = SEALED.matcher(question.body());
        assertThat(match.find()).as(question.body()).isTrue();
        return match.group(1);
    }

    private static String holder(Answer question) {
        return question.response().headers().stream()
                .map(header -> header.value().replaceFirst(";.*", ""))
                .filter(value -> value.startsWith(BrowserCookie.HOLDER.name(Ring.AUTH) + "="))
                .findFirst()
                .orElseThrow();
    }

    private static String session(BrowserSession session) {
        return BrowserCookie.SESSION.name(Ring.AUTH) + "=" + session.reference().revealText();
    }

    private boolean isLive(BrowserSession session) {
        return site.engine().sessions().find(Ring.AUTH, session.reference()).isPresent();
    }

    private BrowserSession signIn(String name) {
        var proof =
                new SignIn.Proven(
                        name.equals("bob") ? site.user("admin") : site.user(name),
                        site.now(),
                        List.of("pwd"),
                        new Generation(0, 0));
        return site.engine().sessions().signIn(Ring.AUTH, proof, Optional.empty(), Origin.NONE);
    }

    /// An ID token of the client `shop` for what a person has in this browser.
    private String hint(BrowserSession session, String username) {
        var shop =
                site.engine()
                        .clientAuthenticator()
                        .authenticate(
                                new ClientCredentials.Post("shop", Secret.of(site.secret("shop"))),
                                Origin.NONE);
        var request =
                new TokenRequest.Password(
                        username, Secret.of(Site.PASSWORD), Optional.of(ScopeSet.parse("openid")));
        var given = site.engine().tokenService().grant(shop, request, Origin.NONE);
        return site.engine()
                .idTokens()
                .sign(
                        given.accessToken(),
                        new IdTokens.Wanted(
                                Optional.empty(),
                                Optional.of(session.session().id().value()),
                                Map.of(),
                                Optional.empty()));
    }
}
