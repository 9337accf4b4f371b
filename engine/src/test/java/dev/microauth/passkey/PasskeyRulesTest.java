package dev.microauth.passkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.microauth.problem.AuthException.Invalid;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Spec: WebAuthn §5.1.2
class PasskeyRulesTest {
    private static final String AUTH = "https://login.example.com";

    /// Security: F9
    @Test
    void a_domain_that_the_issuer_does_not_lie_on_is_refused() {
        for (String wrong :
                new String[] {
                    "com",
                    "example.org",
                    "ogin.example.com",
                    "a.login.example.com",
                    ".example.com",
                    "Example.com",
                    "https://example.com",
                    "example.com:443",
                    "example.com.",
                    ""
                }) {
            assertThatExceptionOfType(Invalid.class)
                    .as(wrong)
                    .isThrownBy(() -> PasskeyRules.of(AUTH, AUTH, Optional.of(wrong), false))
                    .satisfies(refusal -> assertThat(refusal.fields()).containsKey("rp_id"));
        }
        assertThatThrownBy(() ->
                        new PasskeyRules("example.com", Set.of("https://example.com.evil"), false))
                .isInstanceOf(Invalid.class);
    }

    @Test
    void they_belong_to_the_host_of_the_issuer_and_to_the_origins_on_it() {
        var here =
                PasskeyRules.of(
                        "http://localhost:9040", "http://localhost:9041", Optional.empty(), false);
        assertThat(here.rpId()).isEqualTo("localhost");
        assertThat(here.origins())
                .containsExactlyInAnyOrder("http://localhost:9040", "http://localhost:9041");

        var apart = PasskeyRules.of(AUTH, "http://localhost:9041", Optional.empty(), true);
        assertThat(apart.origins()).containsExactly(AUTH);
        assertThat(apart.requireAttestation()).isTrue();
    }

    @Test
    void a_domain_above_covers_the_hosts_below_it() {
        var both =
                PasskeyRules.of(
                        "https://Login.Example.com:443/idp",
                        "https://admin.example.com:8443",
                        Optional.of("example.com"),
                        false);
        assertThat(both.origins())
                .containsExactlyInAnyOrder(AUTH, "https://admin.example.com:8443");
    }
}
