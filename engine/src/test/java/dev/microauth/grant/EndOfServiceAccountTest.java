package dev.microauth.grant;

import static dev.microauth.grant.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.Robot;
import dev.microauth.actor.Origin;
import dev.microauth.client.ClientCredentials;
import dev.microauth.key.Ring;
import dev.microauth.oauth.OAuthError;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.secret.Secret;
import dev.microauth.service.AccountReference;
import dev.microauth.token.Introspection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a service account gets for its credential, and what ends when something of it is taken away: at once, and
/// after a restart.
///
/// Security: B9, C8
/// Trap: 11, 19
@BothDatabases
class EndOfServiceAccountTest {
    private static final String TAKEN = "orders:write";

    @AutoClose private final Installation site;
    private final Robot robot;

    EndOfServiceAccountTest(Db db) {
        site = Installation.on(db);
        robot = Robot.of(site, "robot", "orders:read", TAKEN);
        site.auth().access().assignRole(Installation.ACTOR, robot.id(), "MadAuditor");
    }

    enum Change {
        DEACTIVATED,
        REVOKED,
        REISSUED,
        EXPIRED,
        DELETED,
        SCOPE_TAKEN,
        ROLE_TAKEN
    }

    /// `token` and `admin token` are those that were there before; `client credentials` and `admin port` ask anew.
    /// `narrow` lacks the scope that was taken. A token that began before its credential expired lives on to its own
    /// end, which has come too when a year has passed.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    change      | token | introspection  | admin token | client credentials | admin port
                    DEACTIVATED | dead  | invalid_client | dead        | invalid_client     | invalid_grant
                    REVOKED     | dead  | invalid_client | dead        | invalid_client     | invalid_grant
                    REISSUED    | dead  | invalid_client | dead        | invalid_client     | invalid_grant
                    EXPIRED     | dead  | invalid_client | dead        | invalid_client     | invalid_grant
                    DELETED     | dead  | invalid_client | dead        | invalid_client     | invalid_grant
                    SCOPE_TAKEN | live  | active         | live        | narrow             | live
                    ROLE_TAKEN  | live  | active         | dead        | live               | invalid_grant
                    """)
    void a_change_ends_what_it_should(
            Change change,
            String token,
            String introspection,
            String adminToken,
            String clientCredentials,
            String adminPort) {
        var before = robot.token();
        var adminBefore = robot.adminToken();
        assertThat(introspected(before)).isEqualTo("active");

        apply(change);

        for (boolean restarted : new boolean[] {false, true}) {
            // The refusals before must not slow down those that follow.
            site.storage().sql("delete from sign_in_failures");
            if (restarted) {
                site.restart();
            }
            var found = new ArrayList<String>();
            found.add(state(Ring.AUTH, before));
            found.add(introspected(before));
            found.add(state(Ring.ADMIN, adminBefore));
            found.add(outcome(Ring.AUTH, robot::token));
            found.add(outcome(Ring.ADMIN, robot::adminToken));
            assertThat(found)
                    .as("restarted: " + restarted)
                    .containsExactly(
                            token, introspection, adminToken, clientCredentials, adminPort);
        }
    }

    private void apply(Change change) {
        var auth = site.auth();
        var by = Installation.ACTOR;
        switch (change) {
            case DEACTIVATED -> auth.serviceAccounts().deactivate(by, robot.id());
            case REVOKED -> auth.serviceCredentials().revoke(by, AccountReference.of(robot.id()));
            case REISSUED -> robot.reissued();
            case EXPIRED -> site.clock().advance(Duration.ofDays(365));
            case DELETED -> auth.serviceAccounts().delete(by, robot.id());
            case SCOPE_TAKEN -> auth.access().unassignScope(by, robot.id(), TAKEN);
            case ROLE_TAKEN -> auth.access().unassignRole(by, robot.id(), "MadAuditor");
        }
    }

    private String state(Ring ring, TokenResponse response) {
        return robot.isLive(ring, response) ? "live" : "dead";
    }

    private String introspected(TokenResponse response) {
        try {
            return switch (robot.introspect(response.accessToken().compact())) {
                case Introspection.Inactive _ -> "inactive";
                case Introspection.Access _ -> "active";
                case Introspection.Refresh _ -> "refresh";
            };
        } catch (OAuthRefusal e) {
            return e.error().code();
        }
    }

    private String outcome(Ring ring, Supplier<TokenResponse> call) {
        try {
            var response = call.get();
            return ring == Ring.ADMIN || response.accessToken().scopes().names().contains(TAKEN)
                    ? state(ring, response)
                    : "narrow";
        } catch (OAuthRefusal e) {
            return e.error().code();
        }
    }

    @Test
    void what_was_ended_does_not_come_back_with_the_account() {
        var before = robot.token();
        site.auth().serviceAccounts().deactivate(Installation.ACTOR, robot.id());
        site.auth().serviceAccounts().activate(Installation.ACTOR, robot.id());

        assertThat(state(Ring.AUTH, before)).isEqualTo("dead");
        assertThat(state(Ring.AUTH, robot.token())).isEqualTo("live");
    }

    /// Security: B5, B10
    @Test
    void an_account_gets_no_other_grant_and_no_scope_that_is_not_its_own() {
        for (TokenRequest request :
                List.of(
                        new TokenRequest.Password(
                                "alice", Secret.of(Installation.PASSWORD), Optional.empty()),
                        new TokenRequest.Refresh("x", Optional.empty()))) {
            assertRefused(OAuthError.UNAUTHORIZED_CLIENT, () -> robot.ask(request));
        }
        assertRefused(OAuthError.INVALID_SCOPE, () -> robot.token("reports:read"));
        assertRefused(OAuthError.INVALID_SCOPE, () -> robot.token("openid"));
        assertRefused(OAuthError.INVALID_SCOPE, () -> robot.token("offline_access", "email"));
    }

    /// Security: B6
    /// Spec: RFC 9068 §2.2
    @Test
    void the_token_speaks_for_the_account_by_its_id_with_its_name_scopes_and_roles() {
        var response = robot.token();

        assertThat(response.refreshToken()).isEmpty();
        var live =
                site.auth()
                        .accessTokens()
                        .find(Ring.AUTH, response.accessToken().compact())
                        .orElseThrow();
        assertThat(live.subject()).isEqualTo(robot.id().toString());
        assertThat(live.clientId()).contains("robot");
        assertThat(live.subjectId()).contains(robot.id());
        assertThat(live.userId()).isEmpty();
        assertThat(live.scopes().names()).containsExactly("orders:read", TAKEN);
        assertThat(live.token().claims())
                .containsEntry("client_id", "robot")
                .containsEntry("roles", List.of("MadAuditor"))
                .doesNotContainKeys("auth_time", "amr");
        assertThat(robot.token("orders:read", "reports:read").accessToken().scopes().names())
                .containsExactly("orders:read");
    }

    /// Security: C7
    /// Spec: RFC 7009 §2.1
    @Test
    void an_account_revokes_its_own_tokens_and_no_others() {
        var other = Robot.of(site, "other", "orders:read");
        var response = robot.token();
        var status = site.auth().tokenStatus();
        String compact = response.accessToken().compact();

        assertThat(other.introspect(compact)).isInstanceOf(Introspection.Inactive.class);
        assertRefused(
                OAuthError.UNAUTHORIZED_CLIENT,
                () -> status.revoke(other.authenticated(), compact, Origin.NONE));
        assertThat(state(Ring.AUTH, response)).isEqualTo("live");

        status.revoke(robot.authenticated(), compact, Origin.NONE);
        assertThat(state(Ring.AUTH, response)).isEqualTo("dead");
        assertThat(introspected(response)).isEqualTo("inactive");
    }

    /// Security: G2, H7
    @Test
    void the_admin_port_refuses_alike_whoever_does_not_administer() {
        var plain = Robot.of(site, "plain");
        var shop = site.app("shop", with -> with);
        var service = site.auth().adminTokenService();
        var texts = new ArrayList<String>();
        for (var proof :
                List.of(
                        plain.proof(),
                        new ClientCredentials.Post("shop", shop.secret().orElseThrow()),
                        new ClientCredentials.Post("nobody", robot.credential()),
                        new ClientCredentials.Post("robot", plain.credential()))) {
            texts.add(
                    assertRefused(OAuthError.INVALID_GRANT, () -> service.grant(proof, Origin.NONE))
                            .publicText());
        }
        assertThat(texts).containsOnly(texts.getFirst());

        var granted = robot.adminToken();
        assertThat(granted.refreshToken()).isEmpty();
        assertThat(granted.accessToken().scopes().isEmpty()).isTrue();
        assertThat(state(Ring.ADMIN, granted)).isEqualTo("live");
        assertThat(state(Ring.AUTH, granted)).isEqualTo("dead");
    }
}
