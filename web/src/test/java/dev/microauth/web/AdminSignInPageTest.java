package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.testkit.UrlEncoded;
import dev.microauth.web.http.Response.Header;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// The sign-in pages of the admin port, on the way of `mad session login --browser`.
class AdminSignInPageTest {
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final String PLACE = "http://127.0.0.1:43210/callback";
    private static final Pattern HIDDEN =
            Pattern.compile(
                    "<input[^>]*type=\"hidden\"[^>]*name=\"([^\"]+)\"[^>]*value=\"([^\"]*)\"");
    private static final Pattern FORM = Pattern.compile("<form.*?</form>", Pattern.DOTALL);
    private static final Pattern ALERT =
            Pattern.compile("<div class=\"alert\".*?</div>", Pattern.DOTALL);

    @AutoClose private final Site site = Site.open();

    /// Security: A1, A3, H7
    @Test
    void only_our_own_tools_are_served_and_they_come_back_to_this_machine_alone() {
        for (String[] wrong :
                List.of(
                        new String[] {"client_id", "shop"},
                        new String[] {"client_id", ""},
                        new String[] {"redirect_uri", "https://shop.example.com/callback"},
                        new String[] {"redirect_uri", "http://127.0.0.1:43210/other"},
                        new String[] {"redirect_uri", "http://127.0.0.2:43210/callback"},
                        new String[] {"redirect_uri", "http://localhost:43210/callback"},
                        new String[] {"redirect_uri", "http://127.0.0.1.evil.example/callback"},
                        new String[] {"redirect_uri", "http://127.0.0.1@evil.example/callback"})) {
            var answer = site.admin().get(authorize(wrong)).send();
            assertThat(answer.status()).as(String.join(" ", wrong)).isEqualTo(400);
            assertThat(answer.header("location")).isEmpty();
        }
        var bare = site.admin().get(authorize("code_challenge", "")).send();
        assertThat(bare.status()).isEqualTo(303);
        assertThat(bare.header("location").orElseThrow())
                .startsWith(PLACE + "?")
                .contains("error=invalid_request", "state=s1", "iss=");
    }

    /// Security: G1, H7
    /// Trap: 22
    @Test
    void who_does_not_administer_is_refused_like_one_with_a_wrong_password() {
        var wrong = new Tab().open().signIn("admin", "not the password at all");
        var nobody = new Tab().open().signIn("alice", Site.PASSWORD);

        assertThat(nobody.status()).isEqualTo(wrong.status()).isEqualTo(400);
        assertThat(alert(nobody)).isEqualTo(alert(wrong)).isNotEmpty();
        assertThat(cookies(nobody)).isEqualTo(cookies(wrong));
        assertThat(site.engine().sessions().count()).isZero();
    }

    /// Security: A20
    /// Trap: 15
    @Test
    void a_way_that_another_browser_began_is_not_gone_on_with() {
        var mine = new Tab().open();
        var other = new Tab().open();
        other.steal(mine);

        var answer = other.signIn("admin", Site.PASSWORD);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("location")).isEmpty();
        assertThat(site.engine().sessions().count()).isZero();
    }

    /// Security: A7, A11, A21
    @Test
    void an_administrator_comes_back_with_a_code_and_no_browser_stays_signed_in() {
        var tab = new Tab().open();
        var answer = tab.signIn("admin", Site.PASSWORD);

        assertThat(answer.status()).as(answer.body()).isEqualTo(303);
        String location = answer.header("location").orElseThrow();
        assertThat(location).startsWith(PLACE + "?");
        var parameters = parameters(location);
        assertThat(parameters).containsEntry("state", "s1").containsKeys("code", "iss");
        assertThat(cookies(answer)).noneMatch(cookie -> cookie.contains("session"));

        var tokens =
                site.admin()
                        .post("/token")
                        .form(
                                "grant_type",
                                "authorization_code",
                                "client_id",
                                "mad",
                                "code",
                                Optional.ofNullable(parameters.get("code")).orElseThrow(),
                                "redirect_uri",
                                PLACE,
                                "code_verifier",
                                VERIFIER)
                        .send()
                        .succeeds();
        assertThat(
                        site.admin()
                                .get("/api/v1/me")
                                .bearer(tokens.text("access_token"))
                                .send()
                                .text("name"))
                .isEqualTo("admin");
        // Whoever comes again is asked again.
        assertThat(tab.open().page().body()).contains("name=\"password\"");
    }

    /// Security: H1
    @Test
    void the_page_lets_its_form_lead_to_this_machine() {
        assertThat(new Tab().open().page().header("content-security-policy").orElseThrow())
                .contains("default-src 'none'", "frame-ancestors 'none'", "http://127.0.0.1:43210");
    }

    /// A browser with one cookie.
    private final class Tab {
        private String cookie = "";
        private String place = "";
        private Optional<Answer> page = Optional.empty();

        Tab open() {
            var begun = site.admin().get(authorize()).header("cookie", cookie).send();
            assertThat(begun.status()).as(begun.body()).isEqualTo(303);
            cookies(begun).forEach(line -> cookie = line.substring(0, line.indexOf(';')));
            place = begun.header("location").orElseThrow();
            page = Optional.of(site.admin().get(place).header("cookie", cookie).send());
            assertThat(page().status()).as(page().body()).isEqualTo(200);
            return this;
        }

        void steal(Tab other) {
            place = other.place;
            page = other.page;
        }

        Answer page() {
            return page.orElseThrow();
        }

        Answer signIn(String username, String password) {
            var call =
                    site.admin()
                            .post(place.substring(0, place.indexOf('?')))
                            .header("cookie", cookie)
                            .header("sec-fetch-site", "same-origin");
            String form =
                    FORM.matcher(page().body())
                            .results()
                            .map(MatchResult::group)
                            .filter(text -> text.contains("name=\"password\""))
                            .findFirst()
                            .orElseThrow();
            var hidden = HIDDEN.matcher(form);
            while (hidden.find()) {
                call.form(hidden.group(1), hidden.group(2));
            }
            return call.form("username", username, "password", password).send();
        }
    }

    private static String authorize(String... changed) {
        var parameters =
                new HashMap<>(
                        Map.of(
                                "client_id",
                                "mad",
                                "response_type",
                                "code",
                                "redirect_uri",
                                PLACE,
                                "state",
                                "s1",
                                "code_challenge",
                                "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
                                "code_challenge_method",
                                "S256"));
        for (int i = 0; i < changed.length; i += 2) {
            parameters.put(changed[i], changed[i + 1]);
        }
        return "/authorize?" + UrlEncoded.of(parameters);
    }

    private static Map<String, String> parameters(String location) {
        return UrlEncoded.read(location.substring(location.indexOf('?') + 1));
    }

    private static String alert(Answer answer) {
        var found = ALERT.matcher(answer.body());
        return found.find() ? found.group() : "";
    }

    private static List<String> cookies(Answer answer) {
        return answer.response().headers().stream()
                .filter(header -> header.name().equals("set-cookie"))
                .map(Header::value)
                .toList();
    }
}
