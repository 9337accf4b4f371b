package dev.microauth.grant;

import static dev.microauth.grant.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.App;
import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Engine;
import dev.microauth.Flow;
import dev.microauth.Installation;
import dev.microauth.Phone;
import dev.microauth.actor.Origin;
import dev.microauth.client.NewClient;
import dev.microauth.code.Codes;
import dev.microauth.grant.TokenRequest.AuthorizationCode;
import dev.microauth.json.Json;
import dev.microauth.json.Limits;
import dev.microauth.oauth.Assurance;
import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.OAuthError;
import dev.microauth.oauth.OAuthRefusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

@BothDatabases
class AuthorizationCodeGrantTest {
    private static final int PARALLEL = 50;

    @AutoClose private final Installation site;

    AuthorizationCodeGrantTest(Db db) {
        site = Installation.on(db);
    }

    private App app(String id, UnaryOperator<NewClient> more) {
        return site.app(
                id,
                with ->
                        more.apply(
                                with.firstParty()
                                        .grants(
                                                GrantType.AUTHORIZATION_CODE,
                                                GrantType.REFRESH_TOKEN)
                                        .redirectUris(Flow.REDIRECT_URI)
                                        .scopes(
                                                "openid",
                                                "profile",
                                                "orders:read",
                                                "offline_access")));
    }

    private App shop() {
        return app("shop", with -> with);
    }

    private static void assertNothing(App app, TokenRequest request) {
        OAuthRefusal refusal = assertRefused(OAuthError.INVALID_GRANT, () -> app.ask(request));
        // Security B7: no word about whether the code existed.
        assertThat(refusal.publicText())
                .isEqualTo(
                        "The grant is invalid, expired, revoked or was issued to another client.");
    }

    /// Security: B7, A8
    @Test
    void what_is_no_code_of_ours_and_what_is_too_old_gives_nothing() {
        var flow = new Flow(shop()).signedIn("alice");
        assertNothing(shop2(), flow.redemption("made-up"));
        String code = flow.code();
        site.clock().advance(Codes.LIFE);
        assertNothing(app("third", with -> with), flow.redemption(code));
        var another = new Flow(app("fourth", with -> with)).signedIn("alice");
        String late = another.code();
        site.clock().advance(Codes.LIFE);
        assertRefused(OAuthError.INVALID_GRANT, () -> another.redeem(late));
    }

    private App shop2() {
        return app("second", with -> with);
    }

    /// Security: A4, A5, B8
    /// Spec: RFC 6749 §4.1.3, RFC 7636 §4.6, RFC 9700 §4.8.2
    @Test
    void a_code_comes_with_all_that_belongs_to_it_or_is_burned() {
        var app = shop();
        var uri = Optional.of(Flow.REDIRECT_URI);
        var verifier = Optional.of(Flow.VERIFIER);
        for (AuthorizationCode wrong :
                List.of(
                        new AuthorizationCode("", uri, Optional.empty()),
                        new AuthorizationCode("", uri, Optional.of(Flow.VERIFIER + "x")),
                        new AuthorizationCode("", uri, Optional.of("short")),
                        new AuthorizationCode("", uri, Optional.of(Flow.CHALLENGE)),
                        new AuthorizationCode("", Optional.empty(), verifier),
                        new AuthorizationCode(
                                "", Optional.of(Flow.REDIRECT_URI + "/"), verifier))) {
            var flow = new Flow(app).signedIn("alice");
            String code = flow.code();
            assertNothing(
                    app, new AuthorizationCode(code, wrong.redirectUri(), wrong.codeVerifier()));
            assertNothing(app, flow.redemption(code));
        }
    }

    /// Security: A5
    @Test
    void a_verifier_without_a_challenge_is_a_downgrade() {
        var app = app("old", with -> with.requirePkce(false));
        var flow = new Flow(app).with("code_challenge", "").with("code_challenge_method", "");
        flow.signedIn("alice");
        assertNothing(app, flow.redemption(flow.code()));
        var uri = Optional.of(Flow.REDIRECT_URI);
        assertThat(app.ask(new AuthorizationCode(flow.code(), uri, Optional.empty())).idToken())
                .isPresent();
    }

    /// Security: B8
    @Test
    void a_code_of_another_client_is_burned() {
        var flow = new Flow(shop()).signedIn("alice");
        String code = flow.code();
        assertNothing(app("thief", with -> with), flow.redemption(code));
        assertRefused(OAuthError.INVALID_GRANT, () -> flow.redeem(code));
    }

    /// Security: A9
    /// Spec: RFC 6749 §4.1.2
    /// Trap: 5
    @Test
    void a_second_use_takes_back_what_the_first_gave_and_leaves_the_session() {
        var app = shop();
        var flow = new Flow(app).signedIn("alice");
        String code = flow.code();
        var given = flow.redeem(code);
        var refreshed = app.refresh(given.refreshToken().orElseThrow());
        assertThat(app.isLive(given)).isTrue();

        site.clock().advance(Duration.ofMinutes(5));
        assertNothing(app, flow.redemption(code));

        assertThat(app.isLive(given)).isFalse();
        assertThat(app.isLive(refreshed)).isFalse();
        assertRefused(
                OAuthError.INVALID_GRANT,
                () -> app.refresh(refreshed.refreshToken().orElseThrow()));
        assertThat(flow.begun().tokens().idToken()).isPresent();
        assertThat(site.storage().rows("select 1 from audit_events where action = 'code.reuse'"))
                .hasSize(1);
    }

    /// Security: A8, A9
    /// Trap: 5, 19
    @Test
    void of_parallel_uses_one_wins_and_loses_it_again_to_the_others() throws Exception {
        var app = shop();
        var flow = new Flow(app).signedIn("alice");
        String code = flow.code();
        var caller = app.authenticated();
        Optional<Engine> second = site.secondNode();
        var attempts = new ArrayList<Callable<Optional<TokenResponse>>>();
        var here = site.auth().tokenService();
        var there = second.map(Engine::tokenService).orElse(here);
        for (int i = 0; i < PARALLEL; i++) {
            var service = i % 2 == 0 ? here : there;
            attempts.add(() -> {
                try {
                    return Optional.of(service.grant(caller, flow.redemption(code), Origin.NONE));
                } catch (OAuthRefusal refused) {
                    assertThat(refused.error()).isEqualTo(OAuthError.INVALID_GRANT);
                    return Optional.empty();
                }
            });
        }
        var won = new ArrayList<TokenResponse>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var future : threads.invokeAll(attempts)) {
                future.get().ifPresent(won::add);
            }
        }
        second.ifPresent(Engine::close);
        assertThat(won).hasSize(1);
        assertThat(app.isLive(won.getFirst())).isFalse();
    }

    /// Security: B9
    /// Trap: 19
    @Test
    void a_used_code_stays_used_through_a_restart() {
        var app = shop();
        var flow = new Flow(app).signedIn("alice");
        String code = flow.code();
        flow.redeem(code);
        site.restart();
        assertNothing(app, flow.redemption(code));
    }

    private static Map<String, Object> claims(TokenResponse tokens) throws Exception {
        String payload = tokens.idToken().orElseThrow().split("\\.", -1)[1];
        return Json.object(Base64.getUrlDecoder().decode(payload), Limits.TOKEN);
    }

    /// Security: C2
    /// Spec: OIDC Core §2, §3.1.3.6
    @Test
    void the_id_token_says_who_signed_in_when_how_and_for_what() throws Exception {
        var app = shop();
        var flow =
                new Flow(app)
                        .with("nonce", "n-0S6_WzA2Mj")
                        .with(
                                "claims",
                                "{\"id_token\":{\"preferred_username\":null,\"email\":null}}")
                        .signedIn("alice");
        var tokens = flow.tokens();
        var claims = claims(tokens);

        assertThat(claims)
                .containsEntry("iss", "http://localhost:9040")
                .containsEntry("sub", site.user("alice").id().toString())
                .containsEntry("aud", "shop")
                .containsEntry("nonce", "n-0S6_WzA2Mj")
                .containsEntry("acr", "urn:microauth:acr:1")
                .containsEntry("amr", List.of("pwd"))
                .containsEntry("sid", flow.session().id().toString())
                .containsEntry("preferred_username", "alice");
        assertThat(claims.keySet())
                .containsExactlyInAnyOrder(
                        "iss",
                        "sub",
                        "aud",
                        "exp",
                        "iat",
                        "auth_time",
                        "amr",
                        "acr",
                        "at_hash",
                        "nonce",
                        "sid",
                        "preferred_username");
    }

    /// Security: B16
    /// Spec: OIDC Core §12.2
    @Test
    void a_refreshed_id_token_tells_of_the_same_sign_in() throws Exception {
        var app = shop();
        var flow = new Flow(app).with("nonce", "n").signedIn("alice");
        var first = flow.tokens();
        site.clock().advance(Duration.ofSeconds(90));
        var second = app.refresh(first.refreshToken().orElseThrow());

        var before = claims(first);
        var after = claims(second);
        for (String same : List.of("iss", "sub", "aud", "auth_time", "sid", "amr", "acr")) {
            assertThat(after.get(same)).as(same).isEqualTo(before.get(same));
        }
        assertThat((Long) after.get("iat")).isGreaterThan((Long) before.get("iat"));
        assertThat(after).doesNotContainKey("nonce");
    }

    /// Security: E5
    /// Spec: OIDC Core §5.5.1.1
    @Test
    void an_essential_acr_is_answered_with_a_value_that_was_asked_for_and_refreshes_keep_it()
            throws Exception {
        var app = shop();
        var flow = new Flow(app).signedIn("alice", Phone.of(site, "alice"));
        String proved = Assurance.MULTIPLE.acr();
        String less = Assurance.SINGLE.acr();

        assertThat(acr(flow.tokens())).isEqualTo(proved);
        assertThat(acr(flow.with("claims", wishing("", less)).tokens()))
                .as("a wish is no condition")
                .isEqualTo(proved);
        assertThat(acr(flow.with("claims", essential("phr", less, proved)).tokens()))
                .as("the strongest of those that are met")
                .isEqualTo(proved);

        var tokens = flow.with("claims", essential("phr", less, "made-up")).tokens();
        assertThat(acr(tokens)).isEqualTo(less);
        for (int i = 0; i < 2; i++) {
            tokens = app.refresh(tokens.refreshToken().orElseThrow());
            assertThat(acr(tokens)).isEqualTo(less);
        }
        assertThat(claims(tokens)).containsEntry("amr", flow.session().methods());
    }

    private static Object acr(TokenResponse tokens) throws Exception {
        return claims(tokens).getOrDefault("acr", "");
    }

    private static String essential(String... values) {
        return wishing("\"essential\":true,", values);
    }

    private static String wishing(String more, String... values) {
        return "{\"id_token\":{\"acr\":{"
                + more
                + "\"values\":[\""
                + String.join("\",\"", values)
                + "\"]}}}";
    }

    /// Security: B9
    @Test
    void a_claim_whose_scope_was_taken_from_the_client_is_not_told_any_more() throws Exception {
        var app = shop();
        var flow =
                new Flow(app)
                        .with("claims", "{\"id_token\":{\"preferred_username\":null}}")
                        .signedIn("alice");
        var first = flow.tokens();
        assertThat(claims(first)).containsKey("preferred_username");
        site.auth().clients().removeScope(Installation.ACTOR, app.id(), "profile");
        assertThat(claims(app.refresh(first.refreshToken().orElseThrow())))
                .doesNotContainKey("preferred_username");
    }

    @Test
    void a_client_that_takes_young_sign_ins_only_does_not_refresh_old_ones() {
        var app = app("strict", with -> with.sessionMaxAge(Optional.of(Duration.ofMinutes(5))));
        var tokens = new Flow(app).signedIn("alice").tokens();
        site.clock().advance(Duration.ofMinutes(5));
        assertRefused(
                OAuthError.INVALID_GRANT, () -> app.refresh(tokens.refreshToken().orElseThrow()));
    }

    /// Security: B14, E1
    @Test
    void refresh_tokens_end_with_the_session_unless_they_are_for_offline_use() {
        var app = shop();
        var bound = new Flow(app).signedIn("alice");
        var online = bound.tokens();
        var offline = bound.with("scope", "openid offline_access").tokens();
        site.auth().sessions().end(Installation.ACTOR, bound.session().id());

        assertThat(app.isLive(online)).isFalse();
        assertRefused(
                OAuthError.INVALID_GRANT, () -> app.refresh(online.refreshToken().orElseThrow()));
        assertThat(app.refresh(offline.refreshToken().orElseThrow()).idToken()).isPresent();
    }

    /// Security: B9
    @Test
    void a_code_of_a_session_that_was_ended_gives_nothing() {
        var app = shop();
        var flow = new Flow(app).signedIn("alice");
        String code = flow.code();
        site.auth().sessions().end(Installation.ACTOR, flow.session().id());
        assertNothing(app, flow.redemption(code));
    }
}
