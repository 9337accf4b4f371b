package dev.microauth.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Security: C2, E5
class AssuranceTest {
    @Test
    void one_factor_is_the_least() {
        assertThat(Assurance.of(List.of("pwd"))).isEqualTo(Assurance.SINGLE);
        assertThat(Assurance.of(List.of("hwk", "user"))).isEqualTo(Assurance.SINGLE);
        assertThat(Assurance.SINGLE.satisfies(Assurance.MULTIPLE)).isFalse();
    }

    @Test
    void two_factors_are_more_and_a_passkey_among_them_is_the_most() {
        assertThat(Assurance.of(List.of("pwd", "otp", "mfa"))).isEqualTo(Assurance.MULTIPLE);
        assertThat(Assurance.of(List.of("pwd", "swk", "user", "mfa")))
                .isEqualTo(Assurance.PHISHING_RESISTANT);
        assertThat(Assurance.PHISHING_RESISTANT.satisfies(Assurance.MULTIPLE)).isTrue();
        assertThat(Assurance.MULTIPLE.satisfies(Assurance.PHISHING_RESISTANT)).isFalse();
    }

    @Test
    void each_has_its_value_on_the_wire() {
        for (Assurance each : Assurance.values()) {
            assertThat(Assurance.find(each.acr())).hasValue(each);
        }
        assertThat(Assurance.find("urn:somebody:else")).isEmpty();
    }
}
