package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The token endpoint, its requests and its answers, by the sections of RFC 6749.
class Rfc6749Test {
    @AutoClose private static final Site SITE = Site.open();

    private static Call token() {
        return SITE.auth().post("/token");
    }

    /// Security: A10, B1
    /// Spec: RFC 6749 §3.1, §3.2
    @Nested
    class Section_3_2_token_endpoint {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "grant_type",
                    "scope",
                    "client_id",
                    "client_secret",
                    "refresh_token",
                    "x"
                })
        void a_parameter_that_stands_twice_is_refused_known_or_not(String name) {
            SITE.token("batch", "client_credentials")
                    .form(name, "client_credentials", name, "client_credentials")
                    .send()
                    .refuses(400, "invalid_request");
            SITE.admin()
                    .post("/token")
                    .form("username", "admin", "password", "x")
                    .form(name, "1", name, "1")
                    .send()
                    .refuses(400, "invalid_request");
        }

        @Test
        void an_empty_parameter_counts_as_absent() {
            SITE.token("batch", "").send().refuses(400, "invalid_request");
            assertThat(
                            SITE.token("batch", "client_credentials")
                                    .form("scope", "", "client_id", "", "client_secret", "")
                                    .send()
                                    .text("scope"))
                    .isEqualTo("orders:read orders:write");
        }

        /// Spec: RFC 8707 §2
        @Test
        void a_resource_may_stand_twice() {
            SITE.token("batch", "client_credentials")
                    .form("resource", "https://a.example", "resource", "https://b.example")
                    .send()
                    .succeeds();
        }

        /// Spec: RFC 6749 §5.2
        @Test
        void a_made_up_name_cannot_break_the_text_of_the_error() {
            SITE.token("batch", "client_credentials")
                    .form("\"caf\u00e9\\\"", "1", "\"caf\u00e9\\\"", "1")
                    .send()
                    .refuses(400, "invalid_request");
        }

        @Test
        void an_unknown_parameter_is_ignored() {
            SITE.token("batch", "client_credentials")
                    .form("colour", "green", "", "")
                    .send()
                    .succeeds();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "application/json",
                    "text/plain",
                    "multipart/form-data; boundary=x",
                    "application/x-www-form-urlencoded2",
                    "application/x-www-form-urlencoded, text/plain",
                    ""
                })
        void another_content_type_is_refused(String type) {
            SITE.token("batch", "client_credentials")
                    .body(type)
                    .send()
                    .refuses(400, "invalid_request");
            SITE.admin()
                    .post("/token")
                    .form("username", "admin", "password", Site.PASSWORD)
                    .body(type)
                    .send()
                    .refuses(400, "invalid_request");
        }

        @Test
        void a_request_without_a_body_is_refused() {
            token().send().refuses(400, "invalid_request");
            SITE.admin().post("/token").send().refuses(400, "invalid_request");
        }

        @Test
        void the_content_type_may_have_parameters_and_any_letter_case() {
            SITE.token("batch", "client_credentials")
                    .body("Application/X-WWW-Form-Urlencoded; charset=UTF-8")
                    .send()
                    .succeeds();
        }

        @ParameterizedTest
        @ValueSource(strings = {"scope=%", "scope=%zz", "scope=%c3%28", "scope=a%00b", "%=1"})
        void broken_encoding_is_refused(String raw) {
            SITE.token("batch", "client_credentials")
                    .raw(raw)
                    .send()
                    .refuses(400, "invalid_request");
        }

        @Test
        void the_old_path_is_the_same_door() {
            SITE.as("batch", "/oidc/token")
                    .form("grant_type", "client_credentials")
                    .send()
                    .succeeds();
        }
    }

    /// Security: B10
    /// Trap: 3
    /// Spec: RFC 6749 §3.3
    @Nested
    class Section_3_3_scope {
        @ParameterizedTest
        @ValueSource(strings = {"a\"b", "a\\b", "caf\u00e9", "a\tb", "a\nb", "\u007f"})
        void a_character_that_scopes_cannot_have_is_refused(String scope) {
            SITE.token("batch", "client_credentials")
                    .form("scope", scope)
                    .send()
                    .refuses(400, "invalid_scope");
        }

        @Test
        void to_be_allowed_none_of_what_was_asked_for_is_an_error() {
            SITE.token("batch", "client_credentials")
                    .form("scope", "reports:read never:heard")
                    .send()
                    .refuses(400, "invalid_scope");
        }

        @Test
        void the_granted_scope_is_always_told() {
            assertThat(SITE.token("batch", "client_credentials").send().text("scope"))
                    .isEqualTo("orders:read orders:write");
            assertThat(scope("orders:write")).isEqualTo("orders:write");
            assertThat(scope("orders:read reports:read")).isEqualTo("orders:read");
            assertThat(scope("orders:read orders:read")).isEqualTo("orders:read");
        }

        private String scope(String asked) {
            return SITE.token("batch", "client_credentials")
                    .form("scope", asked)
                    .send()
                    .text("scope");
        }

        @Test
        void a_user_brings_no_scope_that_was_not_assigned() {
            assertThat(SITE.aliceSignsIn("openid orders:read orders:write").text("scope"))
                    .isEqualTo("openid orders:read");
        }
    }

    /// Spec: RFC 6749 §5.1
    /// Security: B1
    @Nested
    class Section_5_1_successful_answer {
        @Test
        void it_has_these_members_and_is_kept_by_no_cache() {
            var answer = SITE.token("batch", "client_credentials").send().succeeds().isNotStored();

            assertThat(answer.json())
                    .containsOnlyKeys("access_token", "token_type", "expires_in", "scope")
                    .containsEntry("token_type", "Bearer")
                    .containsEntry("expires_in", 600L);
            assertThat(answer.header("x-content-type-options")).hasValue("nosniff");
            assertThat(answer.header("www-authenticate")).isEmpty();
        }
    }

    /// Spec: RFC 6749 §5.2
    @Nested
    class Section_5_2_error_answer {
        @Test
        void a_missing_grant_type_is_an_invalid_request() {
            SITE.as("batch", "/token").form("scope", "a").send().refuses(400, "invalid_request");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "implicit",
                    "CLIENT_CREDENTIALS",
                    "client_credentials ",
                    "urn:ietf:params:oauth:grant-type:device_code",
                    "urn:ietf:params:oauth:grant-type:jwt-bearer"
                })
        void a_grant_type_that_is_not_there_is_unsupported(String grantType) {
            SITE.token("batch", grantType).send().refuses(400, "unsupported_grant_type");
        }

        /// Security: B5
        @Test
        void a_grant_type_that_the_client_was_not_given_is_unauthorized() {
            SITE.token("batch", "refresh_token")
                    .form("refresh_token", "x")
                    .send()
                    .refuses(400, "unauthorized_client");
        }

        @Test
        void who_the_client_is_comes_before_what_it_wants() {
            token().form("grant_type", "nonsense", "client_id", "batch").send().refusesTheClient();
            token().form("scope", "\"", "client_id", "nobody").send().refusesTheClient();
        }

        @Test
        void an_error_repeats_nothing_of_the_request() {
            var answer =
                    SITE.token("batch", "<script>canary")
                            .form("scope", "canary")
                            .send()
                            .refuses(400, "unsupported_grant_type");
            assertThat(answer.body()).doesNotContain("canary");
        }
    }
}
