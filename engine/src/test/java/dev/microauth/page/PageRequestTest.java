package dev.microauth.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.microauth.problem.AuthException.Invalid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageRequestTest {
    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 501, Integer.MAX_VALUE})
    void a_page_without_measure_is_refused(int limit) {
        assertThatThrownBy(() -> PageRequest.first().limit(limit)).isInstanceOf(Invalid.class);
    }

    @Test
    void a_text_too_long_or_with_a_nul_is_refused() {
        assertThatThrownBy(() -> PageRequest.first().containing("a".repeat(201)))
                .isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> PageRequest.first().containing("a\0")).isInstanceOf(Invalid.class);
    }

    @ParameterizedTest
    @CsvSource({"Straße, straße", "ﬁles, files", "' Alice ', alice"})
    void what_is_looked_for_is_spelled_as_the_texts_are(String typed, String folded) {
        assertThat(PageRequest.first().containing(typed).q()).contains(folded);
    }

    @Test
    void spaces_alone_look_for_nothing() {
        assertThat(PageRequest.first().containing("  ").q()).isEmpty();
    }
}
