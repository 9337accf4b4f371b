package dev.microauth.token;

import static dev.microauth.grant.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.App;
import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.grant.TokenResponse;
import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.OAuthError;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Token revocation.
///
/// Security: C7
@BothDatabases
class Rfc7009Test {
    @AutoClose private final Installation site;
    private final App app;
    private final App other;

    Rfc7009Test(Db db) {
        site = Installation.on(db);
        app = app("shop");
        other = app("other");
    }

    private App app(String name) {
        return site.app(
                name,
                with ->
                        with.firstParty()
                                .grants(GrantType.values())
                                .audience("https://api.example.com")
                                .scopes("orders:read"));
    }

    @Nested
    class Section_2_1_the_request {
        /// Trap: 6
        @Test
        void a_token_of_another_client_is_not_revoked() {
            var response = app.password("alice");

            assertRefused(
                    OAuthError.UNAUTHORIZED_CLIENT,
                    () -> other.revoke(response.accessToken().compact()));
            assertRefused(
                    OAuthError.UNAUTHORIZED_CLIENT, () -> other.revoke(refreshToken(response)));

            assertThat(app.isLive(response)).isTrue();
            assertThat(app.refresh(refreshToken(response)).refreshToken()).isPresent();
        }

        /// Trap: 6
        @Test
        void a_forged_token_revokes_nothing() {
            var response = app.clientCredentials();
            String compact = response.accessToken().compact();
            String kid = compact.substring(0, compact.indexOf('.'));
            String payload = compact.substring(compact.indexOf('.') + 1, compact.lastIndexOf('.'));
            for (String forged :
                    List.of(
                            base64("{\"typ\":\"at+jwt\",\"alg\":\"none\"}") + "." + payload + ".",
                            kid + "." + payload + ".",
                            kid + "." + payload + "." + "A".repeat(86),
                            compact.substring(0, compact.length() - 3) + "AAA",
                            compact + ".",
                            "..",
                            "." + payload + ".")) {
                app.revoke(forged);
            }

            assertThat(app.isLive(response)).isTrue();
            assertThat(revocations()).isZero();
        }

        @Test
        void an_expired_token_revokes_nothing() {
            var response = app.clientCredentials();
            site.clock().advance(Duration.ofMinutes(10));

            app.revoke(response.accessToken().compact());

            assertThat(revocations()).isZero();
        }

        @Test
        void an_access_token_is_dead_at_once_and_after_a_restart() {
            var response = app.clientCredentials();
            var stays = app.clientCredentials();

            app.revoke(response.accessToken().compact());

            assertThat(app.isLive(response)).isFalse();
            site.restart();
            assertThat(app.isLive(response)).isFalse();
            assertThat(app.isLive(stays)).isTrue();
        }

        /// Trap: 19
        @Test
        void with_a_refresh_token_its_family_and_access_tokens_die() {
            var first = app.password("alice");
            var second = app.refresh(refreshToken(first));

            app.revoke(refreshToken(second));

            for (boolean restarted : new boolean[] {false, true}) {
                if (restarted) {
                    site.restart();
                }
                assertThat(app.isLive(first)).isFalse();
                assertThat(app.isLive(second)).isFalse();
                for (TokenResponse each : List.of(first, second)) {
                    assertRefused(OAuthError.INVALID_GRANT, () -> app.refresh(refreshToken(each)));
                }
            }
        }

        @Test
        void a_spent_refresh_token_still_ends_its_family() {
            var first = app.password("alice");
            var second = app.refresh(refreshToken(first));

            app.revoke(refreshToken(first));

            assertThat(app.isLive(second)).isFalse();
        }
    }

    @Nested
    class Section_2_2_the_answer {
        @Test
        void an_unknown_or_revoked_token_is_no_error() {
            var response = app.clientCredentials();
            for (String token : List.of("", "unknown", response.accessToken().compact(), "a.b.c")) {
                app.revoke(token);
                app.revoke(token);
            }
            assertThat(revocations()).isEqualTo(1);
        }
    }

    private long revocations() {
        return site.storage()
                .rows("select 1 from audit_events where action = 'token.revoke'")
                .size();
    }

    private static String refreshToken(TokenResponse response) {
        return response.refreshToken().orElseThrow();
    }

    private static String base64(String json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
