package dev.microauth.web;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who asks at the token endpoint, by the sections of RFC 6749.
class Rfc6749ClientsTest {
    @AutoClose private static final Site SITE = Site.open();

    private static Call anonymous() {
        return SITE.auth().post("/token").form("grant_type", "client_credentials");
    }

    private static void refusedClient(Call call) {
        call.send().refusesTheClient();
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
                    Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));

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
}
