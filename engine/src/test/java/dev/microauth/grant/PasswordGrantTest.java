package dev.microauth.grant;

import static dev.microauth.grant.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.App;
import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.TestClock;
import dev.microauth.actor.Origin;
import dev.microauth.key.Ring;
import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.OAuthError;
import dev.microauth.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

@BothDatabases
class PasswordGrantTest {
    @AutoClose private final Installation site;

    PasswordGrantTest(Db db) {
        site = Installation.on(db);
    }

    private App shop() {
        return site.app(
                "shop",
                with ->
                        with.firstParty()
                                .grants(GrantType.PASSWORD)
                                .audience("https://api.example.com")
                                .scopes("orders:read", "reports:read", "openid"));
    }

    /// Security: B5
    /// Spec: RFC 9700 §2.4
    @Test
    void a_client_uses_only_the_grants_it_was_given() {
        var batch = site.app("batch", with -> with.grants(GrantType.CLIENT_CREDENTIALS));
        var nothing = site.app("nothing", with -> with);
        for (App each : List.of(batch, nothing)) {
            assertRefused(OAuthError.UNAUTHORIZED_CLIENT, () -> each.password("alice"));
            assertRefused(OAuthError.UNAUTHORIZED_CLIENT, () -> each.refresh("x"));
        }
        assertRefused(OAuthError.UNAUTHORIZED_CLIENT, () -> nothing.clientCredentials());
        assertRefused(OAuthError.UNAUTHORIZED_CLIENT, () -> shop().clientCredentials());
        // The password was not even looked at.
        assertThat(site.storage().rows("select 1 from audit_events where action = 'user.login'"))
                .isEmpty();
    }

    /// Security: B10
    /// Trap: 3
    @Test
    void scopes_are_those_of_the_client_that_the_person_was_given() {
        var app = shop();

        assertThat(app.password("alice").accessToken().scopes().names())
                .containsExactlyInAnyOrder("openid", "orders:read");
        assertThat(app.password("bob").accessToken().scopes().names()).containsExactly("openid");
        assertThat(
                        app.password("alice", "orders:read", "orders:write", "reports:read")
                                .accessToken()
                                .scopes()
                                .names())
                .containsExactly("orders:read");
        assertRefused(OAuthError.INVALID_SCOPE, () -> app.password("alice", "reports:read"));
        assertRefused(OAuthError.INVALID_SCOPE, () -> app.password("alice", "orders:write"));
        assertRefused(OAuthError.INVALID_SCOPE, () -> app.password("alice", "made:up"));
    }

    /// Security: C1
    /// Spec: RFC 9068 §2.1, §2.2
    /// Trap: 3
    @Test
    void the_token_holds_every_claim_and_every_role() throws Exception {
        var response = shop().password("alice");
        var live =
                site.auth()
                        .accessTokens()
                        .find(Ring.AUTH, response.accessToken().compact())
                        .orElseThrow();
        var token = live.token();

        assertThat(token.claims().keySet())
                .containsExactlyInAnyOrder(
                        "iss",
                        "sub",
                        "aud",
                        "exp",
                        "iat",
                        "jti",
                        "client_id",
                        "scope",
                        "roles",
                        "auth_time",
                        "amr",
                        "acr");
        assertThat(token.subject()).isEqualTo(site.user("alice").id().toString());
        assertThat(token.texts("roles")).containsExactly("Clerk", "Packer");
        assertThat(token.audience()).containsExactly("https://api.example.com");
        assertThat(token.text("client_id")).contains("shop");
        assertThat(token.integer("auth_time")).contains(TestClock.START.getEpochSecond());
        assertThat(token.integer("exp"))
                .contains(TestClock.START.plusSeconds(600).getEpochSecond());
        assertThat(live.userId()).contains(site.user("alice").id());
        // Without the grant, no refresh token.
        assertThat(response.refreshToken()).isEmpty();
    }

    /// Security: C1
    @Test
    void a_token_ends_at_its_second() {
        var app = shop();
        var response = app.password("alice");
        site.clock().advance(Duration.ofMinutes(10).minusSeconds(1));
        assertThat(app.isLive(response)).isTrue();

        site.clock().advance(Duration.ofSeconds(1));

        assertThat(app.isLive(response)).isFalse();
    }

    /// Security: H7
    /// Trap: 22
    @Test
    void only_administrators_get_a_token_of_the_admin_port_and_others_are_told_nothing() {
        var wrong = assertRefused(OAuthError.INVALID_GRANT, () -> admin("admin", "wrong"));
        for (String name : List.of("alice", "bob", "carol", "nobody")) {
            var refusal =
                    assertRefused(
                            OAuthError.INVALID_GRANT, () -> admin(name, Installation.PASSWORD));
            assertThat(refusal.publicText()).isEqualTo(wrong.publicText());
        }
        assertThat(admin("admin", Installation.PASSWORD).refreshToken()).isPresent();
    }

    /// Security: B14, H7
    /// Trap: 4
    @Test
    void an_admin_refresh_token_is_good_once_and_on_the_admin_port_alone() {
        var first = admin("admin", Installation.PASSWORD);
        String token = first.refreshToken().orElseThrow();
        var refreshing = site.app("web", with -> with.firstParty().grants(GrantType.REFRESH_TOKEN));
        assertRefused(OAuthError.INVALID_GRANT, () -> refreshing.refresh(token));

        var second = adminRefresh(token);

        assertThat(isLiveAdmin(second)).isTrue();
        assertRefused(OAuthError.INVALID_GRANT, () -> adminRefresh(token));
        assertThat(isLiveAdmin(second)).isFalse();
        assertRefused(
                OAuthError.INVALID_GRANT, () -> adminRefresh(second.refreshToken().orElseThrow()));
    }

    /// Security: H7
    @Test
    void a_refresh_token_of_the_auth_port_is_worth_nothing_on_the_admin_port() {
        var app =
                site.app(
                        "web",
                        with ->
                                with.firstParty()
                                        .grants(GrantType.PASSWORD, GrantType.REFRESH_TOKEN));
        String token = app.password("admin").refreshToken().orElseThrow();

        assertRefused(OAuthError.INVALID_GRANT, () -> adminRefresh(token));
        assertThat(app.refresh(token).refreshToken()).isPresent();
    }

    /// Security: B9, H7
    /// Trap: 1
    @Test
    void who_is_no_administrator_any_more_cannot_refresh() {
        var users = site.auth().users();
        var id = site.user("admin").id();
        site.auth().access().assignRole(Installation.ACTOR, site.user("bob").id(), "MadAdmin");
        String first = admin("admin", Installation.PASSWORD).refreshToken().orElseThrow();
        users.deactivate(Installation.ACTOR, id);
        assertRefused(OAuthError.INVALID_GRANT, () -> adminRefresh(first));
        users.activate(Installation.ACTOR, id);
        String second = admin("admin", Installation.PASSWORD).refreshToken().orElseThrow();

        site.auth().access().unassignRole(Installation.ACTOR, id, "MadAdmin");

        assertRefused(OAuthError.INVALID_GRANT, () -> adminRefresh(second));
    }

    /// Security: B14
    @Test
    void an_admin_sign_in_ends_after_eight_hours_however_busy_it_was() {
        String token = admin("admin", Installation.PASSWORD).refreshToken().orElseThrow();
        for (int hour = 0; hour < 7; hour++) {
            site.clock().advance(Duration.ofHours(1));
            token = adminRefresh(token).refreshToken().orElseThrow();
        }
        site.clock().advance(Duration.ofHours(1));
        String last = token;

        assertRefused(OAuthError.INVALID_GRANT, () -> adminRefresh(last));
    }

    private TokenResponse adminRefresh(String token) {
        return site.auth()
                .adminTokenService()
                .grant(new TokenRequest.Refresh(token, Optional.empty()), Origin.NONE);
    }

    private boolean isLiveAdmin(TokenResponse response) {
        return site.auth()
                .accessTokens()
                .find(Ring.ADMIN, response.accessToken().compact())
                .isPresent();
    }

    /// Security: C3, H7, J
    @Test
    void no_ring_takes_a_token_of_the_other() {
        String ofAdmin = admin("admin", Installation.PASSWORD).accessToken().compact();
        String ofAuth = shop().password("admin").accessToken().compact();
        var tokens = site.auth().accessTokens();

        assertThat(tokens.find(Ring.AUTH, ofAdmin)).isEmpty();
        assertThat(tokens.find(Ring.ADMIN, ofAuth)).isEmpty();
        assertThat(tokens.find(Ring.ADMIN, ofAdmin)).isPresent();
        assertThat(tokens.find(Ring.AUTH, ofAuth)).isPresent();
    }

    private TokenResponse admin(String name, String password) {
        return site.auth()
                .adminTokenService()
                .grant(
                        new TokenRequest.Password(name, Secret.of(password), Optional.empty()),
                        Origin.NONE);
    }
}
