package dev.microauth.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Spec: RFC 6749 §3.3
class ScopeSetTest {
    @ParameterizedTest
    @ValueSource(strings = {"a\"b", "a\\b", "a\tb", "a\nb", "ä", "a\u007f", "a\u0000", "a\u00a0b"})
    void a_character_that_scopes_cannot_have_is_refused(String value) {
        assertThatExceptionOfType(OAuthRefusal.class)
                .isThrownBy(() -> ScopeSet.parse(value))
                .matches(refusal -> refusal.error() == OAuthError.INVALID_SCOPE)
                .withMessageNotContaining(value);
    }

    @Test
    void names_are_parted_by_spaces_and_case_matters() {
        assertThat(ScopeSet.parse("b a  b A").names()).containsExactly("b", "a", "A");
        assertThat(ScopeSet.parse("").isEmpty()).isTrue();
        assertThat(ScopeSet.parse("   ").isEmpty()).isTrue();
        assertThat(ScopeSet.parse("orders:read x").contains("orders")).isFalse();
        assertThat(ScopeSet.of(List.of("b", "a"))).hasToString("b a");
    }
}
