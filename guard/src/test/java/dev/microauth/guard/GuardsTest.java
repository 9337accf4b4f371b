package dev.microauth.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.microauth.jose.AuthUser;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class GuardsTest {
    private static final Tokens TOKENS = new Tokens();
    private static final GuardRule ANY = ask();
    private static final GuardRule OPEN = new GuardRule.Open();
    private static final String REALM = "Bearer realm=\"orders\"";

    static class Handler {
        @Guard(permission = "orders.cancel")
        public void cancel() {}
    }

    private final Guards guards = new Guards(TOKENS.embedded("orders.cancel"), "orders");

    private static GuardRule ask(String... scopes) {
        return new GuardRule.Ask(Set.of(scopes), Set.of(), Set.of());
    }

    private static GuardRule role(String... roles) {
        return new GuardRule.Ask(Set.of(), Set.of(roles), Set.of());
    }

    private static GuardRule permission(String... permissions) {
        return new GuardRule.Ask(Set.of(), Set.of(), Set.of(permissions));
    }

    private Verdict.Refused refused(GuardRule rule, String... headers) {
        return (Verdict.Refused) guards.judge(rule, List.of(headers));
    }

    private AuthUser admitted(GuardRule rule, String token) {
        return ((Verdict.Admitted) guards.judge(rule, List.of("Bearer " + token)))
                .user()
                .orElseThrow();
    }

    /// Spec: RFC 6750 §3.1
    @Nested
    class Section_3_1_error_codes {
        @Test
        void who_shows_nothing_is_told_no_error() {
            for (GuardRule rule : List.of(ANY, ask("orders:read"), role("Clerk"))) {
                var refused = refused(rule);
                assertThat(refused.status()).isEqualTo(401);
                assertThat(refused.challenge()).hasValue(REALM);
                assertThat(refused.body()).isEqualTo("{}");
            }
        }

        @Test
        void another_scheme_is_no_token() {
            for (String header :
                    List.of("Basic YTpi", "Bearerish x", "", "DPoP " + TOKENS.of(""))) {
                assertThat(refused(ANY, header)).as(header).isEqualTo(refused(ANY));
            }
        }

        @Test
        void two_headers_are_a_malformed_request() {
            String good = "Bearer " + TOKENS.of("orders:read");
            for (GuardRule rule : List.of(ANY, OPEN)) {
                malformed(refused(rule, good, good));
                malformed(refused(rule, good, "Basic YTpi"));
            }
        }

        @Test
        void what_cannot_be_a_token_is_a_malformed_request() {
            String good = TOKENS.of("");
            for (String odd :
                    List.of(
                            "",
                            " ",
                            good + ", Bearer " + good,
                            good + " x",
                            "a\tb",
                            "ä",
                            "=",
                            "a=b")) {
                malformed(refused(ANY, "Bearer " + odd));
            }
            malformed(refused(ANY, "Bearer"));
        }

        @Test
        void a_bad_token_is_invalid() {
            for (String bad :
                    List.of(
                            "x",
                            "a.b.c",
                            "YTpi==",
                            TOKENS.expired(),
                            TOKENS.idToken(),
                            "x".repeat(9000))) {
                var refused = refused(ask("orders:read"), "Bearer " + bad);
                assertThat(refused.status()).isEqualTo(401);
                assertThat(refused.challenge().orElseThrow())
                        .startsWith(REALM + ", error=\"invalid_token\", error_description=\"")
                        .doesNotContain(bad.length() > 3 ? bad : "scope");
                assertThat(refused.body()).startsWith("{\"error\":\"invalid_token\",");
            }
        }

        @Test
        void a_missing_scope_is_named() {
            var refused =
                    refused(
                            ask("orders:write", "orders:read"),
                            "Bearer " + TOKENS.of("orders:read"));
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.challenge().orElseThrow())
                    .startsWith(REALM + ", error=\"insufficient_scope\"")
                    .endsWith(", scope=\"orders:read orders:write\"");
            assertThat(refused.body()).startsWith("{\"error\":\"insufficient_scope\",");
        }

        @Test
        void a_missing_role_or_permission_is_refused_without_its_name() {
            for (GuardRule rule :
                    List.of(role("Manager"), permission("orders.cancel", "orders.burn"))) {
                var refused = refused(rule, "Bearer " + TOKENS.of("orders:read", "Clerk"));
                assertThat(refused.status()).isEqualTo(403);
                assertThat(refused.challenge().orElseThrow())
                        .startsWith(REALM + ", error=\"insufficient_scope\"")
                        .doesNotContain("Manager", "orders.burn", "scope=\"");
            }
        }

        private void malformed(Verdict.Refused refused) {
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.challenge().orElseThrow())
                    .startsWith(REALM + ", error=\"invalid_request\"");
            assertThat(refused.body()).startsWith("{\"error\":\"invalid_request\",");
        }
    }

    @Test
    void when_nobody_can_tell_the_answer_is_503() {
        var verdict = new Guards(Tokens.outOfReach(), "orders").judge(ANY, List.of("Bearer abc"));
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> {
                            assertThat(refused.status()).isEqualTo(503);
                            assertThat(refused.challenge()).isEmpty();
                            assertThat(refused.body()).contains("temporarily_unavailable");
                        });
    }

    @Test
    void what_says_nothing_is_shut_to_every_token() {
        for (String[] headers :
                new String[][] {{}, {"Bearer " + TOKENS.of("orders:read", "Clerk")}}) {
            var refused = refused(new GuardRule.Closed(), headers);
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.challenge()).isEmpty();
        }
    }

    @Test
    void a_guard_by_permission_needs_a_verifier_that_knows_them() throws NoSuchMethodException {
        var method = Handler.class.getMethod("cancel");
        assertThatIllegalStateException()
                .isThrownBy(() -> new Guards(TOKENS.remote(), "orders").rule(method, Handler.class))
                .withMessageContaining("orders.cancel");
        assertThat(guards.rule(method, Handler.class)).isEqualTo(permission("orders.cancel"));
        assertThat(guards.rule(method)).isEqualTo(permission("orders.cancel"));
    }

    @Test
    void a_realm_cannot_break_out_of_its_quotes() {
        for (String bad : List.of("a\"b", "a\\b", "a\r\nb", "ä")) {
            assertThatIllegalArgumentException().isThrownBy(() -> new Guards(TOKENS.remote(), bad));
        }
    }

    @Test
    void a_bad_token_is_told_of_where_anybody_may_come() {
        assertThat(refused(OPEN, "Bearer " + TOKENS.expired()).status()).isEqualTo(401);
    }

    @Test
    void what_is_open_lets_in_with_a_token_and_without() {
        assertThat(guards.judge(OPEN, List.of())).isEqualTo(new Verdict.Admitted(Optional.empty()));
        assertThat(guards.judge(OPEN, List.of("Basic YTpi")))
                .isEqualTo(new Verdict.Admitted(Optional.empty()));
        assertThat(admitted(OPEN, TOKENS.of("")).id()).isEqualTo("alice");
    }

    @Test
    void a_token_with_all_that_is_asked_lets_in() {
        String token = TOKENS.of("orders:read orders:write", "Clerk");
        assertThat(admitted(ANY, token).id()).isEqualTo("alice");
        assertThat(admitted(ask("orders:write", "orders:read"), token).clientId()).hasValue("shop");
        assertThat(admitted(role("Manager", "Clerk"), token).hasRole("Clerk")).isTrue();
        assertThat(admitted(permission("orders.cancel"), token).hasPermission("orders.cancel"))
                .isTrue();
    }

    /// Spec: RFC 9110 §11.1
    @Test
    void the_scheme_may_be_written_in_any_case_and_with_more_spaces() {
        var verdict = guards.judge(ANY, List.of("bEARER   " + TOKENS.of("")));
        assertThat(verdict).isInstanceOf(Verdict.Admitted.class);
    }
}
