package dev.microauth.acting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.microauth.App;
import dev.microauth.Db;
import dev.microauth.Flow;
import dev.microauth.Installation;
import dev.microauth.MicroAuth;
import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.jose.TokenRefused;
import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.problem.AuthException;
import dev.microauth.testkit.UrlEncoded;
import dev.microauth.user.User;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActingFlowsTest {
    private final Installation site = Installation.on(Db.SQLITE);
    private final MicroAuth auth = site.library();
    private final User alice = site.user("alice");
    private final App shop =
            site.app(
                    "shop",
                    form ->
                            form.firstParty()
                                    .grants(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN)
                                    .scopes("openid", "orders:read", "offline_access"));

    @AfterEach
    void close() {
        site.close();
    }

    private AuthorizationRequest start(String... scopes) {
        return auth.flows().authorizationCode().client("shop").scopes(scopes).start();
    }

    /// What the browser brings back, with alice in front of it.
    private Map<String, String> answer(AuthorizationRequest request) {
        var flow = new Flow(shop).with("code_challenge", "").with("scope", "");
        query(request).forEach(flow::with);
        return new HashMap<>(flow.signedIn("alice").answer().parameters());
    }

    private static Map<String, String> query(AuthorizationRequest request) {
        return UrlEncoded.read(URI.create(request.url()).getRawQuery());
    }

    private SignedInUser signIn() {
        var request = start("openid", "orders:read");
        return auth.flows().redeem(request, answer(request));
    }

    private static void refused(String error, Runnable call) {
        assertThatExceptionOfType(AuthException.Refused.class)
                .isThrownBy(call::run)
                .satisfies(refused -> assertThat(refused.error()).isEqualTo(error));
    }

    @Test
    void a_flow_begins_with_a_client_that_signs_people_in_and_with_what_it_may_ask_for() {
        var flow = auth.flows().authorizationCode();
        assertThatExceptionOfType(AuthException.Invalid.class).isThrownBy(flow::start);
        assertThatExceptionOfType(AuthException.NotFound.class)
                .isThrownBy(() -> flow.client("nobody").start());
        assertThatExceptionOfType(AuthException.Invalid.class)
                .isThrownBy(() -> flow.client("shop").scopes("orders:write").start());
        assertThatExceptionOfType(AuthException.Invalid.class)
                .isThrownBy(() ->
                        flow.scopes("openid")
                                .redirectUri("https://evil.example.com/callback")
                                .start());
        auth.clients().deactivate(shop.id());
        assertThatExceptionOfType(AuthException.Invalid.class).isThrownBy(() -> start("openid"));
    }

    /// Spec: RFC 6749 §10.12
    @Test
    void an_answer_to_another_request_is_refused() {
        var request = start("openid");
        var answer = answer(request);
        refused("invalid_request", () -> auth.flows().redeem(start("openid"), answer));
        answer.remove("state");
        refused("invalid_request", () -> auth.flows().redeem(request, answer));
    }

    /// Spec: RFC 9207 §2.4
    @Test
    void an_answer_of_another_server_is_refused() {
        var request = start("openid");
        var answer = answer(request);
        answer.put("iss", "https://id.example.org");
        refused("invalid_request", () -> auth.flows().redeem(request, answer));
    }

    @Test
    void a_refusal_at_the_pages_is_told() {
        var request = start("openid");
        var answer = answer(request);
        answer.put("error", "access_denied");
        refused("access_denied", () -> auth.flows().redeem(request, answer));
    }

    /// Security: A4
    @Test
    void a_code_is_worth_nothing_without_its_verifier() {
        var request = start("openid");
        String code = code(request);
        refused(
                "invalid_grant",
                () -> auth.flows().redeem(code, shop.id(), start("openid").verifier()));
        refused("invalid_grant", () -> auth.flows().redeem(code, request));
    }

    /// Security: A8, B8
    /// Spec: RFC 6749 §4.1.3
    @Test
    void a_code_for_another_client_than_that_of_the_request_is_refused_and_burned() {
        site.app(
                "intranet",
                form ->
                        form.grants(GrantType.AUTHORIZATION_CODE)
                                .scopes("openid")
                                .allowedRoles("MadAdmin"));
        var request = auth.flows().authorizationCode().client("intranet").scopes("openid").start();

        var answer = answer(changed(request, "client_id=intranet", "client_id=shop"));

        refused("invalid_grant", () -> auth.flows().redeem(request, answer));
        refused(
                "invalid_grant",
                () ->
                        auth.flows()
                                .redeem(
                                        answer.getOrDefault("code", ""),
                                        shop.id(),
                                        request.verifier()));
    }

    @Test
    void a_code_for_another_redirect_uri_than_that_of_the_request_is_refused() {
        auth.clients()
                .update(shop.id())
                .redirectUris(Flow.REDIRECT_URI, "https://old.example.com/callback")
                .save();
        var request =
                auth.flows()
                        .authorizationCode()
                        .client("shop")
                        .redirectUri(Flow.REDIRECT_URI)
                        .start();

        var answer = answer(changed(request, "app.example.com", "old.example.com"));

        refused("invalid_grant", () -> auth.flows().redeem(request, answer));
    }

    /// The request in a browser whose owner changed the URL.
    private static AuthorizationRequest changed(
            AuthorizationRequest request, String text, String other) {
        assertThat(request.url()).contains(text);
        return new AuthorizationRequest(
                request.url().replace(text, other),
                request.client(),
                request.redirectUri(),
                request.state(),
                request.nonce(),
                request.verifier());
    }

    @Test
    void a_code_with_another_nonce_is_refused() {
        var request = start("openid");
        String code = code(request);
        var other =
                new AuthorizationRequest(
                        request.url(),
                        request.client(),
                        request.redirectUri(),
                        request.state(),
                        "another",
                        request.verifier());
        refused("invalid_grant", () -> auth.flows().redeem(code, other));
    }

    /// Security: A8
    @Test
    void a_code_is_good_once_and_a_second_use_takes_back_what_it_gave() {
        var request = start("openid");
        String code = code(request);
        var signedIn = auth.flows().redeem(code, request);
        refused("invalid_grant", () -> auth.flows().redeem(code, request));
        assertThatExceptionOfType(TokenRefused.class)
                .isThrownBy(() -> auth.tokens().verify(signedIn.accessToken().compact()));
    }

    @Test
    void a_code_is_good_for_a_minute() {
        var request = start("openid");
        String code = code(request);
        site.clock().advance(Duration.ofSeconds(60));
        refused("invalid_grant", () -> auth.flows().redeem(code, request));
    }

    @Test
    void nobody_but_the_application_redeems_codes() {
        var request = start("openid");
        String code = code(request);
        var other = auth.as(Actor.user(alice.id().toString(), Origin.NONE));
        assertThatExceptionOfType(AuthException.NotAllowed.class)
                .isThrownBy(() -> other.flows().redeem(code, request));
    }

    @Test
    void whoever_was_disabled_meanwhile_does_not_come_in() {
        var request = start("openid");
        String code = code(request);
        auth.users().deactivate(alice.id());
        refused("invalid_grant", () -> auth.flows().redeem(code, request));
    }

    private String code(AuthorizationRequest request) {
        return answer(request).getOrDefault("code", "");
    }

    @Test
    void somebody_signs_in_and_gets_tokens() throws TokenRefused {
        var user = signIn();
        assertThat(user.user().username().value()).isEqualTo("alice");
        assertThat(user.scopes().names()).containsExactly("openid", "orders:read");
        assertThat(user.methods()).containsExactly("pwd");
        assertThat(user.idToken()).isPresent();

        var issued = user.issueToken(new ScopeSet(java.util.List.of("orders:read")));
        var verified = auth.tokens().verify(issued.compact());
        assertThat(verified.id()).isEqualTo(alice.id().toString());
        assertThat(verified.clientId()).contains("shop");
        assertThat(verified.scopes()).containsExactly("orders:read");
        assertThat(auth.tokens().ofUser(alice.id()).list()).hasSize(2);
    }

    @Test
    void client_and_verifier_are_enough_for_a_code() {
        var request = start("openid");
        var user = auth.flows().redeem(code(request), shop.id(), request.verifier());
        assertThat(user.user().id()).isEqualTo(alice.id());
    }

    @Test
    void tokens_of_a_session_end_with_it_and_none_are_issued_after() {
        var user = signIn();
        var issued = user.issueToken();
        auth.sessions().end(user.session());
        assertThatExceptionOfType(TokenRefused.class)
                .isThrownBy(() -> auth.tokens().verify(issued.compact()));
        refused("invalid_grant", user::issueToken);
        refused("invalid_grant", user::refresh);
    }

    /// Security: B14
    @Test
    void what_outlives_every_session_ends_when_all_of_somebody_is_revoked() throws TokenRefused {
        var request = start("openid", "offline_access");
        var user = auth.flows().redeem(request, answer(request));
        assertThat(auth.sessions().endAll(alice.id())).isEqualTo(1);
        var fresh = user.refresh();
        assertThat(auth.tokens().verify(fresh.accessToken().compact()).id())
                .isEqualTo(alice.id().toString());

        assertThat(auth.tokens().ofUser(alice.id()).revokeAll()).isEqualTo(2);

        refused("invalid_grant", fresh::refresh);
        assertThatExceptionOfType(TokenRefused.class)
                .isThrownBy(() -> auth.tokens().verify(fresh.accessToken().compact()));
        assertThat(auth.tokens().ofUser(alice.id()).revokeAll()).isZero();
    }

    @Test
    void a_code_gives_nothing_after_all_of_somebody_was_revoked() {
        var request = start("openid");
        String code = code(request);
        auth.tokens().ofUser(alice.id()).revokeAll();
        refused("invalid_grant", () -> auth.flows().redeem(code, request));
    }

    @Test
    void a_refresh_token_is_good_once() throws TokenRefused {
        var user = signIn();
        var fresh = user.refresh();
        assertThat(auth.tokens().verify(fresh.accessToken().compact()).id())
                .isEqualTo(alice.id().toString());
        assertThat(fresh.session()).isEqualTo(user.session());
        site.clock().advance(Duration.ofMinutes(5));
        refused("invalid_grant", user::refresh);
        refused("invalid_grant", fresh::refresh);
    }

    /// Whether the client has refresh tokens, and so a family that begins with the code.
    private SignedInUser signInAt(String name, boolean firstParty, GrantType... grants) {
        App app =
                site.app(
                        name,
                        form ->
                                (firstParty ? form.firstParty() : form)
                                        .grants(grants)
                                        .scopes("openid", "orders:read"));
        lastRequest =
                auth.flows()
                        .authorizationCode()
                        .client(name)
                        .scopes("openid", "orders:read")
                        .start();
        var flow = new Flow(app).with("code_challenge", "").with("scope", "");
        query(lastRequest).forEach(flow::with);
        flow.signedIn("alice");
        lastCode =
                (firstParty ? flow.answer() : flow.consent()).parameters().getOrDefault("code", "");
        return auth.flows().redeem(lastCode, lastRequest);
    }

    private String lastCode = "";
    private AuthorizationRequest lastRequest =
            new AuthorizationRequest("", shop.id(), "", "", "", "");

    /// Security: B9
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void no_token_is_issued_after_the_consent_was_withdrawn(boolean firstParty) {
        var user = signInAt("crm", firstParty, GrantType.AUTHORIZATION_CODE);
        user.issueToken();
        site.auth().consents().revoke(Installation.ACTOR, alice.id(), user.clientId());
        refused("invalid_grant", user::issueToken);
    }

    /// Security: A9
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void no_token_is_issued_after_the_code_was_used_twice(boolean refreshing) {
        var user =
                refreshing
                        ? signInAt(
                                "crm", true, GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN)
                        : signInAt("crm", true, GrantType.AUTHORIZATION_CODE);
        user.issueToken();
        refused("invalid_grant", () -> auth.flows().redeem(lastCode, lastRequest));
        refused("invalid_grant", user::issueToken);
        // Also when the rows of old codes are gone, while somebody uses the session.
        for (int i = 0; i < 4; i++) {
            site.clock().advance(Duration.ofHours(11));
            assertThat(site.auth().sessions().find(user.session())).isPresent();
        }
        site.auth().cleanUp();
        refused("invalid_grant", user::issueToken);
    }

    @Test
    void what_was_issued_goes_with_the_refresh_tokens_of_the_sign_in() {
        var user = signIn();
        var issued = user.issueToken();
        auth.tokens().revoke(user.refreshToken().orElseThrow());
        assertThatExceptionOfType(TokenRefused.class)
                .isThrownBy(() -> auth.tokens().verify(issued.compact()));
        refused("invalid_grant", user::issueToken);
    }

    @Test
    void a_token_issued_is_no_use_of_the_session() {
        var user = signIn();
        site.clock().advance(Duration.ofHours(11));
        user.issueToken();
        site.clock().advance(Duration.ofHours(2));
        refused("invalid_grant", user::issueToken);
    }

    @Test
    void secrets_are_not_printed() {
        var request = start("openid");
        assertThat(request.toString()).doesNotContain(request.verifier(), request.state());
        assertThat(signIn().toString()).isEqualTo("SignedInUser[" + alice.id() + "]");
    }
}
