package dev.microauth.acting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.microauth.App;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.MicroAuth;
import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.jose.Algorithm;
import dev.microauth.jose.AuthUser;
import dev.microauth.jose.TokenRefused;
import dev.microauth.jose.TokenRefused.Reason;
import dev.microauth.key.Ring;
import dev.microauth.oauth.GrantType;
import dev.microauth.problem.AuthException;
import dev.microauth.subject.UserId;
import dev.microauth.user.User;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ActingTokensTest {
    private final Installation site = Installation.on(Db.SQLITE);
    private final MicroAuth auth = site.library();
    private final User alice = site.user("alice");

    @AfterEach
    void close() {
        site.close();
    }

    private String token() {
        return auth.tokens().issue(alice.id()).save().compact();
    }

    @Nested
    class Issuing {
        @Test
        void nobody_but_the_application_issues_tokens_to_people() {
            var admin = Actor.user(site.user("admin").id().toString(), Origin.NONE);
            assertThatExceptionOfType(AuthException.NotAllowed.class)
                    .isThrownBy(() -> auth.as(admin).tokens().issue(alice.id()).save());
        }

        @Test
        void nobody_gets_a_token_who_does_not_exist() {
            var nobody = new UserId(new UUID(7, 7));
            assertThatExceptionOfType(AuthException.NotFound.class)
                    .isThrownBy(() -> auth.tokens().issue(nobody).save());
        }

        /// Security: B9
        @Test
        void nobody_gets_a_token_who_may_not_enter() {
            token();
            auth.users().deactivate(alice.id());
            assertThatExceptionOfType(AuthException.Refused.class)
                    .isThrownBy(() -> token())
                    .satisfies(refused -> assertThat(refused.error()).isEqualTo("invalid_grant"));
        }

        @Test
        void nobody_gets_a_token_while_locked_out() {
            token();
            auth.users().lock(alice.id(), site.clock().instant().plusSeconds(60));
            assertThatExceptionOfType(AuthException.Refused.class).isThrownBy(() -> token());
            site.clock().advance(Duration.ofSeconds(61));
            assertThat(Answered.good(auth, token()).id()).isEqualTo(alice.id().toString());
        }

        @Test
        void an_unknown_client_is_refused() {
            assertThatExceptionOfType(AuthException.Refused.class)
                    .isThrownBy(() -> auth.tokens().issue(alice.id()).client("nobody").save());
        }

        @Test
        void a_client_for_others_is_refused() {
            site.app("vault", form -> form.scopes("orders:read").allowedRoles("MadAdmin"));
            assertThatExceptionOfType(AuthException.Refused.class)
                    .isThrownBy(() -> auth.tokens().issue(alice.id()).client("vault").save());
        }

        @Test
        void scopes_that_are_not_assigned_are_not_granted() {
            assertThatExceptionOfType(AuthException.Invalid.class)
                    .isThrownBy(() -> auth.tokens().issue(alice.id()).scopes("reports:read").save())
                    .satisfies(wrong -> assertThat(wrong.fields()).containsOnlyKeys("scope"));
        }

        @Test
        void a_token_has_the_scopes_and_roles_of_its_person() {
            AuthUser user = Answered.good(auth, token());
            assertThat(user.scopes()).containsExactlyInAnyOrder("orders:read", "orders:write");
            assertThat(user.roles()).containsExactlyInAnyOrder("Clerk", "Packer");
            assertThat(user.clientId()).isEmpty();
        }

        @Test
        void a_role_that_was_just_given_is_in_the_next_token() {
            token();
            auth.roles().create().name("Herald").save();
            auth.users().assignRole(alice.id(), "Herald");
            assertThat(Answered.good(auth, token()).roles()).contains("Herald");
        }

        @Test
        void a_token_of_a_client_has_what_both_have() {
            site.app("shop", form -> form.scopes("orders:read", "reports:read"));
            AuthUser user =
                    Answered.good(
                            auth, auth.tokens().issue(alice.id()).client("shop").save().compact());
            assertThat(user.scopes()).containsExactly("orders:read");
            assertThat(user.clientId()).contains("shop");
        }

        /// Security: E5
        @Test
        void a_token_tells_of_no_sign_in_that_nobody_saw() {
            assertThat(Answered.good(auth, token()).token().claims())
                    .doesNotContainKeys("auth_time", "amr", "acr");
        }

        @Test
        void a_proof_that_the_application_saw_is_told() {
            var at = site.clock().instant().minusSeconds(5);
            var issued = auth.tokens().issue(alice.id()).provedAt(at, "pwd").save();
            var token = Answered.good(auth, issued.compact()).token();
            assertThat(token.integer("auth_time")).contains(at.getEpochSecond());
            assertThat(token.texts("amr")).containsExactly("pwd");
        }

        @Test
        void a_proof_of_tomorrow_is_none() {
            var tomorrow = site.clock().instant().plus(Duration.ofDays(1));
            assertThatExceptionOfType(AuthException.Invalid.class)
                    .isThrownBy(
                            () -> auth.tokens().issue(alice.id()).provedAt(tomorrow, "pwd").save());
        }

        @Test
        void a_proof_that_no_token_can_tell_of_is_refused() {
            var now = site.clock().instant();
            for (var proof :
                    List.<UnaryOperator<NewToken>>of(
                            form -> form.provedAt(Instant.MIN, "pwd"),
                            form -> form.provedAt(now, "pwd".repeat(3_000)),
                            form -> form.provedAt(now, ""),
                            form -> form.provedAt(now, "pwd ".repeat(3_000).split(" ", -1)))) {
                assertThatExceptionOfType(AuthException.Invalid.class)
                        .isThrownBy(() -> proof.apply(auth.tokens().issue(alice.id())).save());
            }
        }

        @Test
        void the_log_says_that_the_application_did_it() {
            token();
            var event = auth.audit().list().items().getFirst();
            assertThat(event.action()).isEqualTo("token.issue");
            assertThat(event.actorKind()).isEqualTo("system");
            assertThat(event.actorId()).contains("shop");
        }
    }

    /// What ends a token that was seen, and is answered from memory else.
    enum End {
        REVOKED {
            @Override
            void come(ActingTokensTest test, String token) {
                test.auth.tokens().revoke(token);
            }
        },
        OWNER_DISABLED {
            @Override
            void come(ActingTokensTest test, String token) {
                test.auth.users().deactivate(test.alice.id());
            }
        },
        OWNER_LOCKED {
            @Override
            void come(ActingTokensTest test, String token) {
                test.auth
                        .users()
                        .lock(test.alice.id(), test.site.clock().instant().plusSeconds(60));
            }
        },
        OWNER_DELETED {
            @Override
            void come(ActingTokensTest test, String token) {
                test.auth.users().delete(test.alice.id());
            }
        },
        CLIENT_DISABLED {
            @Override
            void come(ActingTokensTest test, String token) {
                test.auth.clients().deactivate(new dev.microauth.subject.ClientId("shop"));
            }
        },
        CLIENT_DELETED {
            @Override
            void come(ActingTokensTest test, String token) {
                test.auth.clients().delete(new dev.microauth.subject.ClientId("shop"));
            }
        },
        SESSION_ENDED {
            @Override
            void come(ActingTokensTest test, String token) {
                test.auth.sessions().endAll(test.alice.id());
            }
        },
        PASSWORD_RESET {
            @Override
            void come(ActingTokensTest test, String token) {
                var _ = test.auth.users().resetPassword(test.alice.id());
            }
        },
        KEY_DROPPED {
            @Override
            void come(ActingTokensTest test, String token) {
                test.site
                        .auth()
                        .keys()
                        .drop(
                                test.site
                                        .auth()
                                        .keys()
                                        .ring(Ring.AUTH)
                                        .signing(Algorithm.ES256)
                                        .keyId(),
                                Installation.ACTOR);
            }
        },
        EXPIRED {
            @Override
            void come(ActingTokensTest test, String token) {
                test.site.clock().advance(Duration.ofDays(1));
            }
        };

        abstract void come(ActingTokensTest test, String token);
    }

    private App shop() {
        return site.app(
                "shop", form -> form.firstParty().grants(GrantType.PASSWORD).scopes("orders:read"));
    }

    @Nested
    class Verifying {
        /// Security: B9, C7
        @ParameterizedTest
        @EnumSource
        void a_token_that_was_seen_is_dead_at_once_when(End end) {
            String token = shop().password("alice").accessToken().compact();
            String another = auth.tokens().issue(site.user("bob").id()).save().compact();
            assertThat(Answered.good(auth, token)).isSameAs(Answered.good(auth, token));
            assertThat(Answered.good(auth, another)).isSameAs(Answered.good(auth, another));

            end.come(ActingTokensTest.this, token);

            assertThat(Answered.refusal(auth, token))
                    .isIn(Reason.REVOKED, Reason.EXPIRED, Reason.UNKNOWN_KEY);
            if (end != End.KEY_DROPPED && end != End.EXPIRED) {
                assertThat(Answered.good(auth, another).id())
                        .isEqualTo(site.user("bob").id().toString());
            }
        }

        @Test
        void what_is_no_token_is_refused_for_what_it_is() {
            assertThat(Answered.refusal(auth, "")).isEqualTo(Reason.MALFORMED);
            assertThat(Answered.refusal(auth, "x".repeat(9_000))).isEqualTo(Reason.TOO_LARGE);
            String token = token();
            Answered.good(auth, token);
            assertThat(Answered.refusal(auth, token + "A"))
                    .isIn(Reason.MALFORMED, Reason.BAD_SIGNATURE);
        }

        /// Spec: RFC 9068 §4
        @Test
        void a_token_for_another_audience_is_refused() throws TokenRefused {
            String orders = "https://orders.example.com";
            site.app("shop", form -> form.scopes("orders:read").audience(orders));
            String foreign = auth.tokens().issue(alice.id()).client("shop").save().compact();
            String own = token();
            var forOrders = auth.tokens().forAudience(orders);

            assertThat(Answered.refusal(auth, foreign)).isEqualTo(Reason.WRONG_AUDIENCE);
            assertThat(forOrders.verify(foreign).clientId()).contains("shop");
            assertThat(forOrders.knowsPermissions()).isTrue();
            // Also once it was seen.
            assertThat(Answered.refusal(auth, foreign)).isEqualTo(Reason.WRONG_AUDIENCE);
            Answered.good(auth, own);
            assertThatExceptionOfType(TokenRefused.class)
                    .isThrownBy(() -> forOrders.verify(own))
                    .satisfies(refused ->
                            assertThat(refused.reason()).isEqualTo(Reason.WRONG_AUDIENCE));
            var both = auth.tokens().forAudience(orders, Answered.good(auth, own).token().issuer());
            assertThat(both.verify(own)).isEqualTo(Answered.good(auth, own));
            assertThat(both.verify(foreign)).isEqualTo(forOrders.verify(foreign));
        }

        @Test
        void tokens_of_the_admin_port_are_refused() {
            var admin =
                    site.auth()
                            .adminTokenService()
                            .grant(
                                    new dev.microauth.grant.TokenRequest.Password(
                                            "admin",
                                            dev.microauth.secret.Secret.of(Installation.PASSWORD),
                                            Optional.empty()),
                                    Origin.NONE);
            assertThat(Answered.refusal(auth, admin.accessToken().compact()))
                    .isEqualTo(Reason.UNKNOWN_KEY);
        }

        @Test
        void a_token_outlives_those_that_are_made_and_ended_beside_it() {
            String token = token();
            Answered.good(auth, token);
            auth.tokens().revoke(token());
            assertThat(Answered.good(auth, token)).isEqualTo(Answered.good(auth, token));
        }

        @Test
        void permissions_are_those_of_now() {
            String token = token();
            assertThat(Answered.good(auth, token).permissions()).isEmpty();
            var clerk = auth.roles().find("Clerk").orElseThrow();
            var sell = auth.permissions().create().name("orders:sell").save();
            auth.roles().addPermission(clerk.id(), sell.id());
            assertThat(Answered.good(auth, token).hasPermission("orders:sell")).isTrue();
            auth.permissions().update(sell.id()).name("orders:buy").save();
            assertThat(Answered.good(auth, token).permissions()).containsExactly("orders:buy");
            auth.users().unassignRole(alice.id(), "Clerk");
            assertThat(Answered.good(auth, token).permissions()).isEmpty();
        }
    }
}
