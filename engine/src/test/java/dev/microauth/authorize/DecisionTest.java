package dev.microauth.authorize;

import static dev.microauth.grant.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.microauth.App;
import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Flow;
import dev.microauth.Installation;
import dev.microauth.client.NewClient;
import dev.microauth.consent.Consent;
import dev.microauth.oauth.Assurance;
import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.OAuthError;
import dev.microauth.oauth.ScopeSet;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What a sound request needs next.
@BothDatabases
class DecisionTest {
    @AutoClose private final Installation site;

    DecisionTest(Db db) {
        site = Installation.on(db);
    }

    private App app(String id, UnaryOperator<NewClient> more) {
        return site.app(
                id,
                with ->
                        more.apply(
                                with.grants(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN)
                                        .redirectUris(Flow.REDIRECT_URI)
                                        .scopes(
                                                "openid",
                                                "profile",
                                                "email",
                                                "orders:read",
                                                "reports:read",
                                                "offline_access")));
    }

    private Flow house() {
        return new Flow(app("house", NewClient::firstParty));
    }

    private static String error(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Refused.class);
        var answer = ((Decision.Refused) decision).answer();
        assertThat(answer.parameters()).containsKey("iss");
        return String.valueOf(answer.parameters().get("error"));
    }

    private static void assertSignIn(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.SignIn.class);
    }

    private static void assertGranted(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Granted.class);
    }

    /// Security: A16
    @Test
    void nobody_signed_in_means_a_sign_in_or_a_refusal_where_nothing_may_be_shown() {
        var flow = house();
        assertSignIn(flow.decide());
        assertThat(error(flow.with("prompt", "none").decide())).isEqualTo("login_required");
    }

    @Test
    void whoever_is_signed_in_need_not_do_so_again() {
        assertGranted(house().signedIn("alice").decide());
        assertGranted(house0("second").signedIn("alice").begun().with("prompt", "none").decide());
    }

    private Flow house0(String id) {
        return new Flow(app(id, NewClient::firstParty));
    }

    /// Security: A17
    /// Spec: OIDC Core §3.1.2.1
    @Test
    void prompt_login_and_max_age_ask_for_a_sign_in_that_was_made_for_this_request() {
        var flow = house().signedIn("alice");
        site.clock().advance(Duration.ofSeconds(100));
        flow.begun();

        assertSignIn(flow.with("prompt", "login").decide());
        assertThat(flow.with("prompt", "").with("max_age", "100").decide())
                .isInstanceOf(Decision.SignIn.class);
        assertThat(error(flow.with("prompt", "none").decide())).isEqualTo("login_required");
        assertSignIn(flow.with("prompt", "").with("max_age", "0").decide());
        assertGranted(flow.with("max_age", "101").decide());

        var elsewhere = house0("elsewhere").with("prompt", "login").inTheBrowserOf(flow);
        flow.with("max_age", "0").with("prompt", "login").signedIn("alice");
        assertGranted(flow.decide());
        assertSignIn(elsewhere.inTheBrowserOf(flow).decide());
    }

    @Test
    void a_client_can_ask_for_younger_sign_ins_by_its_registration() {
        var flow =
                new Flow(
                        app(
                                "strict",
                                with ->
                                        with.firstParty()
                                                .sessionMaxAge(
                                                        Optional.of(Duration.ofMinutes(5)))));
        flow.signedIn("alice");
        site.clock().advance(Duration.ofMinutes(5));
        assertSignIn(flow.begun().decide());
    }

    @Test
    void an_account_is_chosen_where_the_client_wants_that() {
        var flow = house().signedIn("alice");
        site.clock().advance(Duration.ofSeconds(1));
        flow.begun().with("prompt", "select_account");
        assertThat(flow.decide()).isInstanceOf(Decision.ChooseAccount.class);
        assertGranted(flow.chosen().decide());
    }

    /// Spec: OIDC Core §3.1.2.1, §5.5.1
    @Test
    void somebody_else_than_was_meant_is_no_success() {
        var flow = house().signedIn("alice");
        String ofAlice = flow.tokens().idToken().orElseThrow();
        flow.signedIn("bob");
        site.clock().advance(Duration.ofSeconds(1));
        flow.begun().with("id_token_hint", ofAlice);

        assertSignIn(flow.decide());
        assertThat(error(flow.with("prompt", "none").decide())).isEqualTo("login_required");
        flow.with("prompt", "").signedIn("bob");
        assertThat(error(flow.decide())).isEqualTo("login_required");
        assertGranted(flow.signedIn("alice").decide());

        String bob = site.user("bob").id().toString();
        var byClaim =
                house0("claims")
                        .with("claims", "{\"id_token\":{\"sub\":{\"value\":\"" + bob + "\"}}}")
                        .signedIn("alice");
        assertThat(error(byClaim.decide())).isEqualTo("login_required");
        assertGranted(byClaim.signedIn("bob").decide());
    }

    /// Security: A19, B16
    @Test
    void others_than_clients_of_the_house_need_consent_once_for_each_thing() {
        var app = app("other", with -> with);
        var flow = new Flow(app).with("scope", "openid profile").signedIn("alice");

        assertThat(error(flow.with("prompt", "none").decide())).isEqualTo("consent_required");
        assertThat(flow.with("prompt", "").decide())
                .isEqualTo(new Decision.Consent(ScopeSet.parse("openid profile")));
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(flow::answer);

        assertThat(flow.consent().parameters()).containsKey("code");
        assertGranted(flow.decide());
        assertGranted(flow.with("scope", "profile openid").decide());
        assertGranted(flow.with("scope", "openid").decide());
        assertThat(flow.with("scope", "openid email").decide())
                .isInstanceOf(Decision.Consent.class);
        assertThat(flow.with("scope", "openid offline_access").decide())
                .isInstanceOf(Decision.Consent.class);
        assertThat(flow.with("scope", "openid").with("prompt", "consent").decide())
                .isInstanceOf(Decision.Consent.class);
        assertThat(
                        flow.with("prompt", "")
                                .with("claims", "{\"userinfo\":{\"email\":null}}")
                                .decide())
                .as("a claim asked for by name is shown like its scope")
                .isInstanceOf(Decision.Consent.class);
    }

    /// Security: A19
    @Test
    void consent_that_was_taken_back_is_asked_for_again_and_ends_what_it_gave() {
        var app = app("other", with -> with);
        var flow = new Flow(app).with("scope", "openid offline_access").signedIn("alice");
        var tokens = flow.redeem(String.valueOf(flow.consent().parameters().get("code")));
        var alice = site.user("alice").id();
        assertThat(site.auth().consents().list(alice))
                .extracting(Consent::clientId)
                .containsExactly("other");

        String unused = String.valueOf(flow.answer().parameters().get("code"));

        site.auth().consents().revoke(Installation.ACTOR, alice, app.id());

        assertRefused(OAuthError.INVALID_GRANT, () -> flow.redeem(unused));
        assertThat(site.auth().consents().list(alice)).isEmpty();
        assertThat(app.isLive(tokens)).isFalse();
        assertThat(flow.decide()).isInstanceOf(Decision.Consent.class);
        assertRefused(
                OAuthError.INVALID_GRANT, () -> app.refresh(tokens.refreshToken().orElseThrow()));
    }

    /// Security: A19
    @Test
    void what_a_client_of_the_house_got_is_asked_for_once_it_is_one_no_more() {
        var app = app("sold", NewClient::firstParty);
        var flow = new Flow(app).signedIn("alice");
        assertThat(flow.answer().parameters()).containsKey("code");
        site.auth().clients().update(Installation.ACTOR, app.id()).firstParty(false).save();
        assertThat(flow.decide()).isInstanceOf(Decision.Consent.class);
    }

    /// Security: E5
    /// Spec: OIDC Core §5.5.1.1
    @Test
    void an_essential_acr_is_met_or_refused_and_a_wished_one_is_tried_once() {
        var flow = house().signedIn("alice");
        site.clock().advance(Duration.ofSeconds(1));
        flow.begun();

        flow.with("acr_values", Assurance.MULTIPLE.acr());
        assertThat(flow.decide()).isEqualTo(new Decision.SignIn(Optional.of(Assurance.MULTIPLE)));
        assertGranted(flow.with("prompt", "none").decide());
        assertGranted(flow.with("prompt", "").signedIn("alice").decide());

        flow.with("acr_values", "")
                .with(
                        "claims",
                        "{\"id_token\":{\"acr\":{\"essential\":true,\"values\":[\"phr\",\""
                                + Assurance.MULTIPLE.acr()
                                + "\"]}}}");
        assertThat(flow.decide())
                .isInstanceOfSatisfying(
                        Decision.Barred.class,
                        barred ->
                                assertThat(barred.reason())
                                        .isEqualTo(Decision.Reason.FACTOR_MISSING));
        site.clock().advance(Duration.ofSeconds(1));
        assertSignIn(flow.begun().decide());
        assertThat(
                        error(
                                flow.with(
                                                "claims",
                                                "{\"id_token\":{\"acr\":{\"essential\":true,\"value\":\"x\"}}}")
                                        .decide()))
                .isEqualTo("unmet_authentication_requirements");
    }

    /// Security: B9
    /// Trap: 1
    @Test
    void who_may_not_enter_any_more_is_not_signed_in_any_more() {
        var flow = house().signedIn("alice");
        assertGranted(flow.decide());
        site.auth()
                .users()
                .lockOut(
                        Installation.ACTOR,
                        site.user("alice").id(),
                        Optional.of(site.clock().instant().plusSeconds(60)));
        assertSignIn(flow.decide());
    }

    /// Security: B10
    /// Trap: 3
    @Test
    void scopes_are_those_of_the_client_that_the_person_was_given() {
        var flow = house().with("scope", "openid orders:read orders:write reports:read made:up");
        assertThat(flow.signedIn("alice").decide())
                .isEqualTo(new Decision.Granted(ScopeSet.parse("openid orders:read")));
        assertThat(error(flow.with("scope", "reports:read").decide())).isEqualTo("invalid_scope");
    }
}
