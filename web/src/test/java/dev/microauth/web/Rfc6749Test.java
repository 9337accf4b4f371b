package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.oauth.GrantType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The token endpoint, by the sections of RFC 6749.
class Rfc6749Test {
    private static final String CHALLENGE = "Basic realm=\"microauth\", charset=\"UTF-8\"";

    @AutoClose private static final Site SITE = Site.open();

    private static Call token() {
        return SITE.auth().post("/token");
    }

    private static Call anonymous() {
        return token().form("grant_type", "client_credentials");
    }

    private static void refusedClient(Call call) {
        var answer = call.send().refuses(401, "invalid_client");
        assertThat(answer.header("www-authenticate")).hasValue(CHALLENGE);
        assertThat(answer.text("error_description")).isEqualTo("Client authentication failed.");
    }

    /// Security: B2, K4
    /// Spec: RFC 6749 §2.3
    @Nested
    class Section_2_3_client_authentication {
        @Test
        void no_authentication_at_all_is_refused() {
            refusedClient(anonymous());
        }

        @Test
        void a_name_alone_does_for_no_confidential_client() {
            refusedClient(anonymous().form("client_id", "batch"));
            refusedClient(anonymous().form("client_id", "batch", "client_secret", ""));
            refusedClient(anonymous().basic("batch", ""));
        }

        @Test
        void a_wrong_secret_an_unknown_client_and_a_disabled_one_are_refused_alike() {
            refusedClient(anonymous().basic("batch", "wrong"));
            refusedClient(anonymous().basic("nobody", "wrong"));
            refusedClient(anonymous().basic("off", SITE.secret("off")));
            refusedClient(anonymous().basic("batch", SITE.secret("shop")));
            refusedClient(anonymous().basic("no client can be called so!", "wrong"));
            refusedClient(anonymous().form("client_id", "batch", "client_secret", "wrong"));
            refusedClient(
                    anonymous().form("client_id", "off", "client_secret", SITE.secret("off")));
        }

        @Test
        void a_public_client_cannot_pass_as_one_with_a_secret() {
            refusedClient(anonymous().basic("page", ""));
            refusedClient(anonymous().basic("page", "anything"));
            refusedClient(anonymous().form("client_id", "page", "client_secret", "anything"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Basic",
                    "Basic ",
                    "Basic !!!",
                    "Basic YmF0Y2g",
                    "Basic YmF0Y2g6c2VjcmV0=====",
                    "Basic YmF0 Y2g6c2VjcmV0",
                    "Basic YmF0Y2g-_w",
                    "Basic OnNlY3JldA==",
                    "Bearer abc",
                    "Digest username=\"batch\"",
                    "Negotiate YII",
                    "batch:secret",
                    ""
                })
        void a_malformed_header_is_refused(String header) {
            refusedClient(anonymous().header("authorization", header));
        }

        @Test
        void a_header_that_is_not_utf8_is_refused() {
            refusedClient(anonymous().basicBytes(new byte[] {'b', ':', (byte) 0xc3, '('}));
            refusedClient(
                    anonymous().basicBytes("b\u00e9:s".getBytes(StandardCharsets.ISO_8859_1)));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "batch:%",
                    "batch:%4",
                    "batch:%zz",
                    "%:s",
                    "b%c3%28:s",
                    "b:%c3%28",
                    "b%00:s"
                })
        void broken_percent_encoding_in_either_half_is_refused(String pair) {
            refusedClient(anonymous().basicText(pair));
        }

        /// Spec: RFC 6749 §2.3.1
        @Test
        void both_halves_are_form_decoded() {
            String secret = SITE.secret("batch");
            String encoded = "%" + "%02x".formatted((int) secret.charAt(0)) + secret.substring(1);

            anonymous().basicText("%62atch:" + encoded).send().succeeds();
        }

        @Test
        void a_secret_may_hold_colons_after_the_first() {
            refusedClient(anonymous().basicText("batch:a:b:c"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"Basic", "basic", "BASIC"})
        void the_scheme_is_known_in_any_letter_case(String scheme) {
            String pair = "batch:" + SITE.secret("batch");
            String encoded =
                    java.util.Base64.getEncoder()
                            .encodeToString(pair.getBytes(StandardCharsets.UTF_8));

            anonymous().header("authorization", scheme + " " + encoded).send().succeeds();
        }

        @Test
        void two_ways_at_once_are_refused() {
            String secret = SITE.secret("batch");
            anonymous()
                    .basic("batch", secret)
                    .form("client_id", "batch", "client_secret", secret)
                    .send()
                    .refuses(400, "invalid_request");
            anonymous()
                    .basic("batch", secret)
                    .form("client_secret", secret)
                    .send()
                    .refuses(400, "invalid_request");
        }

        @Test
        void two_headers_are_refused() {
            String secret = SITE.secret("batch");
            anonymous()
                    .basic("batch", secret)
                    .basic("batch", secret)
                    .send()
                    .refuses(400, "invalid_request");
        }

        @Test
        void another_name_in_the_body_than_in_the_header_is_refused() {
            anonymous()
                    .basic("batch", SITE.secret("batch"))
                    .form("client_id", "shop")
                    .send()
                    .refuses(400, "invalid_request");
            anonymous()
                    .basic("batch", SITE.secret("batch"))
                    .form("client_id", "batch")
                    .send()
                    .succeeds();
        }

        /// Security: B1
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "client_secret",
                    "password",
                    "refresh_token",
                    "token",
                    "access_token",
                    "code",
                    "code_verifier",
                    "client_assertion",
                    "totp_code",
                    "username"
                })
        void nothing_confidential_stands_in_the_address(String name) {
            for (Port port : List.of(SITE.auth(), SITE.admin())) {
                port.post("/token?" + name + "=x")
                        .basic("batch", SITE.secret("batch"))
                        .form("grant_type", "client_credentials")
                        .send()
                        .refuses(400, "invalid_request");
            }
        }

        @Test
        void both_envelopes_carry_the_secret() {
            SITE.token("batch", "client_credentials").send().succeeds();
            anonymous()
                    .form("client_id", "batch", "client_secret", SITE.secret("batch"))
                    .send()
                    .succeeds();
        }
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

    /// Spec: RFC 6749 §4.3
    /// Security: B5
    @Nested
    class Section_4_3_password {
        @Test
        void only_a_client_that_was_given_it_may_use_it() {
            for (String client : List.of("batch", "stranger")) {
                SITE.password(client, "alice", Site.PASSWORD)
                        .send()
                        .refuses(400, "unauthorized_client");
            }
            token().form("grant_type", "password", "client_id", "page")
                    .form("username", "alice", "password", Site.PASSWORD)
                    .send()
                    .refuses(400, "unauthorized_client");
        }

        @Test
        void name_and_password_are_both_needed() {
            SITE.token("shop", "password")
                    .form("username", "alice")
                    .send()
                    .refuses(400, "invalid_request");
            SITE.token("shop", "password")
                    .form("password", Site.PASSWORD)
                    .send()
                    .refuses(400, "invalid_request");
        }

        @Test
        void a_password_of_any_length_or_make_is_wrong_and_nothing_worse() {
            for (String password :
                    List.of("x", "x".repeat(5_000), "\u202e\ud83d\udd11", "\n\t", "\ufffe")) {
                SITE.password("shop", "alice", password).send().refuses(400, "invalid_grant");
            }
            for (String name : List.of("x".repeat(5_000), "' or 1=1 --", "\u202ealice", "\n")) {
                SITE.password("shop", name, Site.PASSWORD).send().refuses(400, "invalid_grant");
            }
        }

        @Test
        void the_answer_has_a_refresh_token() {
            var answer = SITE.aliceSignsIn("orders:read").succeeds().isNotStored();
            assertThat(answer.json())
                    .containsOnlyKeys(
                            "access_token", "token_type", "expires_in", "refresh_token", "scope");
            assertThat(answer.text("refresh_token")).hasSize(43);
        }
    }

    /// Spec: RFC 6749 §4.4
    /// Security: B6
    @Nested
    class Section_4_4_client_credentials {
        @Test
        void a_client_without_the_grant_is_refused() {
            token().form("grant_type", "client_credentials", "client_id", "page")
                    .send()
                    .refuses(400, "unauthorized_client");
        }

        @Test
        void there_is_no_refresh_token_even_for_a_client_that_may_refresh() {
            assertThat(SITE.token("stranger", "client_credentials").send().json())
                    .doesNotContainKey("refresh_token");
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
            refusedClient(token().form("grant_type", "nonsense", "client_id", "batch"));
            refusedClient(token().form("scope", "\"", "client_id", "nobody"));
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

    /// Spec: RFC 6749 §6
    /// Security: B7, B14
    /// Trap: 4
    @Nested
    class Section_6_refresh {
        private Call refresh(String client, String token) {
            return SITE.token(client, "refresh_token").form("refresh_token", token);
        }

        @Test
        void a_token_must_be_sent() {
            SITE.token("shop", "refresh_token").send().refuses(400, "invalid_request");
        }

        @Test
        void unknown_foreign_and_used_ones_are_refused_alike() {
            String token = SITE.aliceSignsIn("openid").text("refresh_token");
            String access = SITE.aliceSignsIn("openid").text("access_token");
            var texts = new java.util.TreeSet<String>();
            for (Call call :
                    List.of(
                            refresh("shop", "unknown"),
                            refresh("shop", access),
                            refresh("shop", "x".repeat(10_000)),
                            refresh("stranger", token))) {
                texts.add(call.send().refuses(400, "invalid_grant").body());
            }
            String second = refresh("shop", token).send().succeeds().text("refresh_token");
            SITE.advance(java.time.Duration.ofSeconds(11));
            texts.add(refresh("shop", token).send().refuses(400, "invalid_grant").body());
            texts.add(refresh("shop", second).send().refuses(400, "invalid_grant").body());

            assertThat(texts).hasSize(1);
        }

        @Test
        void the_answer_has_the_successor() {
            String token = SITE.aliceSignsIn("openid orders:read").text("refresh_token");
            var answer = refresh("shop", token).send().succeeds().isNotStored();
            assertThat(answer.text("refresh_token")).isNotEqualTo(token);
            assertThat(answer.text("scope")).isEqualTo("openid orders:read");
        }

        @Test
        void the_scope_may_shrink_and_never_grow() {
            String token = SITE.aliceSignsIn("openid orders:read").text("refresh_token");
            refresh("shop", token)
                    .form("scope", "openid orders:read profile")
                    .send()
                    .refuses(400, "invalid_scope");
            var answer = refresh("shop", token).form("scope", "openid").send().succeeds();
            assertThat(answer.text("scope")).isEqualTo("openid");
        }

        @Test
        void the_parameter_may_have_its_old_name() {
            String token = SITE.aliceSignsIn("openid").text("refresh_token");
            SITE.token("shop", "refresh_token").form("token", token).send().succeeds();
        }

        @Test
        void a_public_client_names_itself() {
            token().form("grant_type", "refresh_token", "client_id", "page")
                    .form("refresh_token", "unknown")
                    .send()
                    .refuses(400, "invalid_grant");
        }
    }

    /// Spec: RFC 6749 §4.3, §4.4, §6
    /// Trap: 18
    @Test
    void every_grant_type_of_the_registry_is_served() {
        for (GrantType grant : GrantType.values()) {
            var answer = SITE.token("shop", grant.wireName()).send();
            assertThat(answer.body()).as(grant.wireName()).doesNotContain("unsupported");
        }
    }
}
