package dev.microauth.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.App;
import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Flow;
import dev.microauth.Installation;
import dev.microauth.client.NewClient;
import dev.microauth.oauth.GrantType;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What is wrong with a request before anybody is asked anything.
@BothDatabases
class AuthorizationRequestTest {
    @AutoClose private final Installation site;
    private final App shop;

    AuthorizationRequestTest(Db db) {
        site = Installation.on(db);
        shop = shop("shop", with -> with);
    }

    private App shop(String id, UnaryOperator<NewClient> more) {
        return site.app(
                id,
                with ->
                        more.apply(
                                with.grants(GrantType.AUTHORIZATION_CODE)
                                        .redirectUris(Flow.REDIRECT_URI)
                                        .scopes("openid", "profile", "orders:read")));
    }

    private Flow flow() {
        return new Flow(shop);
    }

    private static Checked.Reason unsafe(Flow flow) {
        assertThat(flow.check()).isInstanceOf(Checked.Unsafe.class);
        return ((Checked.Unsafe) flow.check()).reason();
    }

    private static Map<String, String> refused(Flow flow) {
        assertThat(flow.check()).isInstanceOf(Checked.Refused.class);
        var answer = ((Checked.Refused) flow.check()).answer();
        assertThat(answer.destination().redirectUri()).isEqualTo(Flow.REDIRECT_URI);
        assertThat(answer.parameters())
                .containsEntry("iss", "http://localhost:9040")
                .containsKey("error_description")
                .doesNotContainKey("code");
        return answer.parameters();
    }

    /// Security: A3, G2
    /// Spec: RFC 6749 §4.1.2.1
    @Test
    void nobody_is_sent_to_an_address_that_was_not_checked() {
        assertThat(unsafe(flow().with("client_id", ""))).isEqualTo(Checked.Reason.CLIENT_MISSING);
        assertThat(unsafe(flow().with("client_id", "nobody")))
                .isEqualTo(Checked.Reason.CLIENT_UNKNOWN);
        assertThat(unsafe(flow().with("client_id", "<script>")))
                .isEqualTo(Checked.Reason.CLIENT_UNKNOWN);
        assertThat(unsafe(flow().with("redirect_uri", "https://evil.example/")))
                .isEqualTo(Checked.Reason.REDIRECT_URI_UNKNOWN);
        assertThat(unsafe(flow().with("redirect_uri", "")))
                .isEqualTo(Checked.Reason.REDIRECT_URI_MISSING);
        assertThat(unsafe(flow().with("state", "x".repeat(4_000))))
                .isEqualTo(Checked.Reason.MALFORMED);
        site.auth().clients().deactivate(Installation.ACTOR, shop.id());
        assertThat(unsafe(flow())).isEqualTo(Checked.Reason.CLIENT_UNKNOWN);
    }

    /// Spec: RFC 6749 §3.1.2.3
    @Test
    void the_only_redirect_uri_need_not_be_named_outside_of_openid_connect() {
        var sound = flow().with("redirect_uri", "").with("scope", "orders:read").check();
        assertThat(sound).isInstanceOf(Checked.Sound.class);
        assertThat(((Checked.Sound) sound).request().destination().redirectUri())
                .isEqualTo(Flow.REDIRECT_URI);
    }

    /// Security: A3, A6, A7, A16, A18
    /// Spec: RFC 6749 §4.1.2.1, RFC 9207 §2
    @Test
    void every_other_error_goes_back_with_state_and_issuer() {
        assertThat(refused(flow().with("state", "s 1").with("response_type", "token")))
                .containsEntry("error", "unsupported_response_type")
                .containsEntry("state", "s 1");
        assertThat(refused(flow().with("response_type", "code id_token")))
                .containsEntry("error", "unsupported_response_type");
        assertThat(refused(flow().with("response_type", "")))
                .containsEntry("error", "invalid_request")
                .doesNotContainKey("state");
        assertThat(refused(flow().with("request", "eyJhbGciOiJub25lIn0.e30.")))
                .containsEntry("error", "request_not_supported");
        assertThat(refused(flow().with("request_uri", "https://evil.example/r")))
                .containsEntry("error", "request_uri_not_supported");
        assertThat(refused(flow().with("response_mode", "fragment")))
                .containsEntry("error", "invalid_request");
        assertThat(refused(flow().with("scope", "reports:read")))
                .containsEntry("error", "invalid_scope");
        assertThat(refused(flow().with("scope", "ord\u00e9rs")))
                .containsEntry("error", "invalid_scope");
        for (String prompt : List.of("none login", "none none consent", "sometimes")) {
            assertThat(refused(flow().with("prompt", prompt)))
                    .containsEntry("error", "invalid_request");
        }
        for (String age : List.of("-1", "soon", "1e3", "99999999999")) {
            assertThat(refused(flow().with("max_age", age)))
                    .containsEntry("error", "invalid_request");
        }
        for (String claims :
                List.of("[]", "{", "{\"userinfo\":[]}", "{\"id_token\":{\"sub\":1}}")) {
            assertThat(refused(flow().with("claims", claims)))
                    .as(claims)
                    .containsEntry("error", "invalid_request");
        }
        assertThat(refused(flow().with("nonce", "n\u0000")))
                .containsEntry("error", "invalid_request");
    }

    /// Security: A4
    /// Spec: RFC 7636 §4.3, RFC 9700 §2.1.1
    @Test
    void a_challenge_is_needed_and_is_one_of_s256() {
        assertThat(refused(flow().with("code_challenge", "").with("code_challenge_method", "")))
                .containsEntry("error", "invalid_request");
        assertThat(refused(flow().with("code_challenge", "")))
                .containsEntry("error", "invalid_request");
        for (String method : List.of("", "plain", "s256", "S512")) {
            assertThat(refused(flow().with("code_challenge_method", method)))
                    .containsEntry("error", "invalid_request");
        }
        for (String challenge : List.of("short", Flow.CHALLENGE + "A", Flow.CHALLENGE + "=")) {
            assertThat(refused(flow().with("code_challenge", challenge)))
                    .containsEntry("error", "invalid_request");
        }
        var letOff = new Flow(shop("old", with -> with.requirePkce(false)));
        letOff.with("code_challenge", "").with("code_challenge_method", "");
        assertThat(letOff.check()).isInstanceOf(Checked.Sound.class);
    }

    /// Security: B5
    @Test
    void a_client_without_the_grant_gets_no_code() {
        site.auth()
                .clients()
                .update(Installation.ACTOR, shop.id())
                .grants(GrantType.CLIENT_CREDENTIALS)
                .save();
        assertThat(refused(flow())).containsEntry("error", "unauthorized_client");
    }

    @Test
    void a_hint_is_an_id_token_of_ours_for_this_client() {
        assertThat(refused(flow().with("id_token_hint", "x.y.z")))
                .containsEntry("error", "invalid_request");
        var other = shop("other", with -> with.firstParty());
        String foreign = new Flow(other).signedIn("alice").tokens().idToken().orElseThrow();
        assertThat(refused(flow().with("id_token_hint", foreign)))
                .containsEntry("error", "invalid_request");
        assertThat(new Flow(other).with("id_token_hint", foreign).check())
                .isInstanceOf(Checked.Sound.class);
    }

    @Test
    void what_is_unknown_is_ignored() {
        var sound =
                flow().with("display", "touch")
                        .with("claims_locales", "de")
                        .with("foo", "bar")
                        .with("ui_locales", "de-CH  fr")
                        .with("login_hint", "alice")
                        .request();
        assertThat(sound.uiLocales()).containsExactly("de-CH", "fr");
        assertThat(sound.loginHint()).hasValue("alice");
    }
}
