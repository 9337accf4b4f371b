package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Introspection, by the sections of RFC 7662.
class Rfc7662Test {
    @AutoClose private static final Site SITE = Site.open();

    private static Answer introspect(String client, String token) {
        return SITE.as(client, "/introspect").form("token", token).send().succeeds().isNotStored();
    }

    private static void inactive(String client, String token) {
        assertThat(introspect(client, token).body().strip()).isEqualTo("{\"active\":false}");
    }

    /// Security: C8
    /// Spec: RFC 7662 §2.1
    @Nested
    class Section_2_1_request {
        @Test
        void a_caller_without_proof_is_told_nothing() {
            String token = SITE.clientToken("batch");
            for (Call call :
                    List.of(
                            SITE.auth().post("/introspect"),
                            SITE.auth().post("/introspect").basic("batch", "wrong"),
                            SITE.auth().post("/introspect").form("client_id", "batch"),
                            SITE.auth().post("/introspect").bearer(token))) {
                var answer = call.form("token", token).send().refuses(401, "invalid_client");
                assertThat(answer.header("www-authenticate")).isPresent();
            }
        }

        @Test
        void a_name_without_a_secret_is_no_proof_even_of_a_public_client() {
            SITE.auth()
                    .post("/introspect")
                    .form("client_id", "page", "token", "x")
                    .send()
                    .refuses(401, "invalid_client");
        }

        @Test
        void a_token_must_be_sent_once_and_in_the_body() {
            SITE.as("batch", "/introspect").send().refuses(400, "invalid_request");
            SITE.as("batch", "/introspect")
                    .form("token", "")
                    .send()
                    .refuses(400, "invalid_request");
            SITE.as("batch", "/introspect")
                    .form("token", "a", "token", "b")
                    .send()
                    .refuses(400, "invalid_request");
            SITE.as("batch", "/introspect?token=a")
                    .form("token", "a")
                    .send()
                    .refuses(400, "invalid_request");
            assertThat(SITE.auth().get("/introspect?token=a").send().status()).isEqualTo(405);
        }

        @ParameterizedTest
        @ValueSource(strings = {"access_token", "refresh_token", "never_heard_of", ""})
        void the_hint_is_no_more_than_a_hint(String hint) {
            var tokens = SITE.aliceSignsIn("openid");
            for (String member : List.of("access_token", "refresh_token")) {
                var answer =
                        SITE.as("shop", "/introspect")
                                .form("token", tokens.text(member), "token_type_hint", hint)
                                .send();
                assertThat(answer.json()).containsEntry("active", true);
            }
        }
    }

    /// Security: C8
    /// Spec: RFC 7662 §2.2
    @Nested
    class Section_2_2_answer {
        @Test
        void what_is_no_token_is_inactive() {
            for (String token : List.of("x", "a.b.c", "..", "x".repeat(10_000), "\u00e9 \"")) {
                inactive("batch", token);
            }
        }

        /// Security: G2
        @Test
        void a_token_of_others_is_inactive_without_a_further_word() {
            inactive("batch", SITE.clientToken("stranger"));
            var tokens = SITE.aliceSignsIn("openid");
            inactive("stranger", tokens.text("access_token"));
            inactive("stranger", tokens.text("refresh_token"));
        }

        /// Security: H7
        @Test
        void a_token_of_the_admin_port_is_inactive() {
            inactive("shop", new Administrator(SITE).signIn().text("access_token"));
            inactive("shop", new Administrator(SITE).signIn().text("refresh_token"));
        }

        @Test
        void an_expired_or_revoked_one_is_inactive() {
            String revoked = SITE.clientToken("batch");
            SITE.as("batch", "/revoke").form("token", revoked).send().succeeds();
            inactive("batch", revoked);

            String expired = SITE.clientToken("batch");
            SITE.advance(Duration.ofMinutes(10));
            inactive("batch", expired);
        }

        /// Trap: 1
        @Test
        void the_token_of_a_user_who_may_not_enter_is_inactive() {
            try (var site = Site.open()) {
                var tokens = site.aliceSignsIn("openid");
                site.engine().users().deactivate(Site.ACTOR, site.user("alice").id());
                for (String member : List.of("access_token", "refresh_token")) {
                    assertThat(
                                    site.as("shop", "/introspect")
                                            .form("token", tokens.text(member))
                                            .send()
                                            .json())
                            .containsOnlyKeys("active")
                            .containsEntry("active", false);
                }
            }
        }

        @Test
        void a_live_access_token_shows_its_claims() {
            var claims = introspect("batch", SITE.clientToken("batch")).json();
            assertThat(claims)
                    .containsOnlyKeys(
                            "active",
                            "token_type",
                            "iss",
                            "sub",
                            "aud",
                            "exp",
                            "iat",
                            "jti",
                            "client_id",
                            "scope")
                    .containsEntry("active", true)
                    .containsEntry("token_type", "Bearer")
                    .containsEntry("client_id", "batch")
                    .containsEntry("sub", "batch")
                    .containsEntry("iss", "http://localhost:9040")
                    .containsEntry("scope", "orders:read orders:write");
        }

        @Test
        void a_users_token_shows_the_user() {
            var claims =
                    introspect("shop", SITE.aliceSignsIn("openid").text("access_token")).json();
            assertThat(claims)
                    .containsEntry("username", "alice")
                    .containsEntry("sub", SITE.user("alice").id().toString())
                    .containsEntry("roles", List.of("Clerk"))
                    .containsEntry("amr", List.of("pwd"));
        }

        @Test
        void a_refresh_token_is_known_to_its_client() {
            var claims =
                    introspect("shop", SITE.aliceSignsIn("openid").text("refresh_token")).json();
            assertThat(claims)
                    .containsEntry("active", true)
                    .containsEntry("client_id", "shop")
                    .containsEntry("scope", "openid")
                    .containsKeys("sub", "iat", "exp");
        }
    }
}
