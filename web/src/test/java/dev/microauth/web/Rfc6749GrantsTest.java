package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.oauth.GrantType;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What each grant asks for and gives, by the sections of RFC 6749.
class Rfc6749GrantsTest {
    @AutoClose private static final Site SITE = Site.open();

    private static Call token() {
        return SITE.auth().post("/token");
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
            var texts = new TreeSet<String>();
            for (Call call :
                    List.of(
                            refresh("shop", "unknown"),
                            refresh("shop", access),
                            refresh("shop", "x".repeat(10_000)),
                            refresh("stranger", token))) {
                texts.add(call.send().refuses(400, "invalid_grant").body());
            }
            String second = refresh("shop", token).send().succeeds().text("refresh_token");
            SITE.advance(Duration.ofSeconds(11));
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
