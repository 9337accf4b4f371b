package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Bearer tokens at every door that asks for one, by the sections of RFC 6750.
class Rfc6750Test {
    private static final List<String> DOORS = List.of("/whoami", "/userinfo", "/me");
    private static final String NOTHING_TOLD = "Bearer realm=\"microauth\"";

    @AutoClose private static final Site SITE = Site.open();

    private static void refused(UnaryOperator<Call> with, boolean told) {
        for (String door : DOORS) {
            var answer = with.apply(SITE.auth().get(door)).send().refuses(401, "invalid_token");
            String challenge = answer.header("www-authenticate").orElseThrow();
            if (told) {
                assertThat(challenge)
                        .startsWith(NOTHING_TOLD + ", error=\"invalid_token\"")
                        .contains("error_description=");
            } else {
                assertThat(challenge).isEqualTo(NOTHING_TOLD);
            }
        }
    }

    private static String live() {
        return SITE.aliceSignsIn("openid").text("access_token");
    }

    /// Security: C9
    /// Spec: RFC 6750 §2
    @Nested
    class Section_2_sending_a_token {
        @Test
        void a_token_in_the_address_is_refused() {
            String token = live();
            for (String door : DOORS) {
                SITE.auth()
                        .get(door + "?access_token=" + token)
                        .send()
                        .refuses(401, "invalid_token");
                SITE.auth()
                        .get(door + "?access_token=" + token)
                        .bearer(token)
                        .send()
                        .refuses(401, "invalid_token");
            }
        }

        /// Spec: RFC 6750 §2.2
        @Test
        void a_token_in_a_posted_form_does_for_userinfo() {
            String token = live();
            SITE.auth().post("/userinfo").form("access_token", token).send().succeeds();
            SITE.auth()
                    .post("/userinfo")
                    .form("access_token", "x")
                    .send()
                    .refuses(401, "invalid_token");
            SITE.auth().post("/userinfo").send().refuses(401, "invalid_token");
            SITE.auth()
                    .get("/userinfo")
                    .form("access_token", token)
                    .send()
                    .refuses(401, "invalid_token");
            SITE.auth()
                    .post("/userinfo")
                    .form("access_token", token)
                    .body("text/plain")
                    .send()
                    .refuses(401, "invalid_token");
            SITE.auth()
                    .post("/userinfo")
                    .form("access_token", token)
                    .bearer(token)
                    .send()
                    .refuses(401, "invalid_token");
            SITE.auth()
                    .post("/userinfo")
                    .form("access_token", token, "access_token", token)
                    .send()
                    .refuses(400, "invalid_request");
        }

        @Test
        void two_tokens_are_none() {
            String token = live();
            refused(call -> call.bearer(token).bearer(token), true);
            refused(call -> call.bearer(token).basic("shop", SITE.secret("shop")), true);
        }

        @Test
        void the_scheme_is_known_in_any_letter_case() {
            String token = live();
            for (String scheme : List.of("Bearer", "bearer", "BEARER")) {
                for (String door : DOORS) {
                    SITE.auth()
                            .get(door)
                            .header("authorization", scheme + " " + token)
                            .send()
                            .succeeds()
                            .isNotStored();
                }
            }
        }
    }

    /// Spec: RFC 6750 §3
    @Nested
    class Section_3_challenge {
        @Test
        void who_shows_no_token_is_told_the_scheme_and_no_error() {
            refused(call -> call, false);
            refused(call -> call.basic("shop", SITE.secret("shop")), false);
            refused(call -> call.header("authorization", "Digest x"), false);
            refused(call -> call.header("authorization", "Bearer"), false);
        }

        @Test
        void garbage_is_refused() {
            for (String token : List.of("", "x", "a.b.c", "..", "a.b.c.d.e", "x".repeat(9_000))) {
                refused(call -> call.bearer(token), true);
            }
        }

        @Test
        void an_expired_token_is_refused_from_its_second_on() {
            String token = live();
            SITE.advance(Duration.ofSeconds(599));
            SITE.auth().get("/whoami").bearer(token).send().succeeds();
            SITE.advance(Duration.ofSeconds(1));
            refused(call -> call.bearer(token), true);
        }

        @Test
        void a_revoked_token_is_refused() {
            String token = live();
            SITE.as("shop", "/revoke").form("token", token).send().succeeds();
            refused(call -> call.bearer(token), true);
        }

        /// Security: H7, C3
        @Test
        void a_token_of_the_admin_port_is_refused() {
            String token = new Administrator(SITE).signIn().text("access_token");
            refused(call -> call.bearer(token), true);
        }

        @Test
        void a_refresh_token_is_no_access_token() {
            String token = SITE.aliceSignsIn("openid").text("refresh_token");
            refused(call -> call.bearer(token), true);
        }

        /// Security: B9
        /// Trap: 1
        @Test
        void the_token_of_whoever_may_not_enter_is_refused() {
            try (var site = Site.open()) {
                String ofAlice = site.aliceSignsIn("openid").text("access_token");
                String ofBatch = site.clientToken("batch");
                site.engine().users().deactivate(Site.ACTOR, site.user("alice").id());
                site.engine()
                        .clients()
                        .deactivate(Site.ACTOR, dev.microauth.subject.ClientId.of("batch"));
                for (String token : List.of(ofAlice, ofBatch)) {
                    site.auth().get("/whoami").bearer(token).send().refuses(401, "invalid_token");
                }
            }
        }
    }

    /// Spec: RFC 6750 §3.1
    @Nested
    class Section_3_1_insufficient_scope {
        private void insufficient(Answer answer) {
            answer.refuses(403, "insufficient_scope");
            assertThat(answer.header("www-authenticate").orElseThrow())
                    .contains("error=\"insufficient_scope\"");
        }

        /// Security: C9
        @Test
        void userinfo_needs_openid_and_a_user() {
            String token = SITE.aliceSignsIn("profile").text("access_token");
            insufficient(SITE.auth().get("/userinfo").bearer(token).send());
            insufficient(SITE.auth().post("/userinfo").bearer(token).send());
            insufficient(SITE.auth().get("/userinfo").bearer(SITE.clientToken("stranger")).send());
        }

        @Test
        void the_account_itself_is_for_first_party_clients_and_a_user() {
            insufficient(SITE.auth().get("/me").bearer(SITE.clientToken("stranger")).send());
            insufficient(SITE.auth().get("/me").bearer(SITE.clientToken("batch")).send());
            insufficient(SITE.auth().get("/me").bearer(SITE.clientToken("shop")).send());
        }
    }
}
