package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Revocation, by the sections of RFC 7009.
class Rfc7009Test {
    @AutoClose private static final Site SITE = Site.open();

    private static Call revoke(String client, String token) {
        return SITE.as(client, "/revoke").form("token", token);
    }

    private static boolean isLive(String token) {
        return SITE.auth().get("/whoami").bearer(token).send().status() == 200;
    }

    /// Security: C7
    /// Trap: 6
    /// Spec: RFC 7009 §2.1
    @Nested
    class Section_2_1_request {
        @Test
        void a_caller_without_proof_revokes_nothing() {
            String token = SITE.clientToken("batch");
            for (Call call :
                    List.of(
                            SITE.auth().post("/revoke"),
                            SITE.auth().post("/revoke").basic("batch", "wrong"),
                            SITE.auth().post("/revoke").form("client_id", "batch"),
                            SITE.auth().post("/revoke").bearer(token))) {
                call.form("token", token).send().refuses(401, "invalid_client");
            }
            assertThat(isLive(token)).isTrue();
        }

        @Test
        void a_token_of_another_client_stays_alive() {
            String access = SITE.clientToken("batch");
            revoke("shop", access).send().refuses(400, "unauthorized_client");
            assertThat(isLive(access)).isTrue();

            var tokens = SITE.aliceSignsIn("openid");
            revoke("stranger", tokens.text("refresh_token"))
                    .send()
                    .refuses(400, "unauthorized_client");
            SITE.auth()
                    .post("/revoke")
                    .form("client_id", "page", "token", tokens.text("refresh_token"))
                    .send()
                    .refuses(400, "unauthorized_client");
            assertThat(isLive(tokens.text("access_token"))).isTrue();
        }

        @Test
        void a_token_must_be_sent_once_and_in_the_body() {
            SITE.as("batch", "/revoke").send().refuses(400, "invalid_request");
            SITE.as("batch", "/revoke")
                    .form("token", "a", "token", "b")
                    .send()
                    .refuses(400, "invalid_request");
            SITE.as("batch", "/revoke?token=a")
                    .form("token", "a")
                    .send()
                    .refuses(400, "invalid_request");
            assertThat(SITE.auth().get("/revoke?token=a").send().status()).isEqualTo(405);
        }

        @ParameterizedTest
        @ValueSource(strings = {"access_token", "refresh_token", "never_heard_of", ""})
        void the_hint_is_no_more_than_a_hint(String hint) {
            var tokens = SITE.aliceSignsIn("openid");
            revoke("shop", tokens.text("access_token"))
                    .form("token_type_hint", hint)
                    .send()
                    .succeeds();
            assertThat(isLive(tokens.text("access_token"))).isFalse();

            revoke("shop", tokens.text("refresh_token"))
                    .form("token_type_hint", hint)
                    .send()
                    .succeeds();
            SITE.token("shop", "refresh_token")
                    .form("refresh_token", tokens.text("refresh_token"))
                    .send()
                    .refuses(400, "invalid_grant");
        }

        @Test
        void a_refresh_token_takes_its_access_tokens_along() {
            var first = SITE.aliceSignsIn("openid");
            var second =
                    SITE.token("shop", "refresh_token")
                            .form("refresh_token", first.text("refresh_token"))
                            .send();
            revoke("shop", second.text("refresh_token")).send().succeeds();

            assertThat(isLive(first.text("access_token"))).isFalse();
            assertThat(isLive(second.text("access_token"))).isFalse();
        }

        @Test
        void a_spent_refresh_token_still_ends_its_family() {
            var first = SITE.aliceSignsIn("openid");
            var second =
                    SITE.token("shop", "refresh_token")
                            .form("refresh_token", first.text("refresh_token"))
                            .send();
            revoke("shop", first.text("refresh_token")).send().succeeds();

            assertThat(isLive(second.text("access_token"))).isFalse();
        }
    }

    /// Security: C7
    /// Spec: RFC 7009 §2.2
    @Nested
    class Section_2_2_answer {
        @Test
        void unknown_expired_and_revoked_tokens_are_no_error() {
            String expired = SITE.clientToken("batch");
            SITE.advance(Duration.ofMinutes(11));
            String revoked = SITE.clientToken("batch");
            revoke("batch", revoked).send().succeeds();
            for (String token : List.of("x", "a.b.c", "..", "x".repeat(10_000), expired, revoked)) {
                var answer = revoke("batch", token).send().succeeds().isNotStored();
                assertThat(answer.body()).isEmpty();
            }
        }

        @Test
        void a_token_of_the_admin_port_is_unknown() {
            var tokens = new Administrator(SITE).signIn();
            revoke("shop", tokens.text("access_token")).send().succeeds();
            revoke("shop", tokens.text("refresh_token")).send().refuses(400, "unauthorized_client");
            SITE.admin()
                    .post("/token")
                    .form("grant_type", "refresh_token")
                    .form("refresh_token", tokens.text("refresh_token"))
                    .send()
                    .succeeds();
        }
    }
}
