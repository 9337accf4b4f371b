package dev.microauth.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.microauth.problem.AuthException.Invalid;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AttributesTest {
    /// Security: H5
    @Test
    void what_is_too_much_or_no_object_is_refused() {
        var many = new HashMap<String, Object>();
        for (int i = 0; i < 51; i++) {
            many.put("m" + i, true);
        }
        for (Map<String, ?> members :
                List.<Map<String, ?>>of(
                        many,
                        Map.of("long", "x".repeat(16 * 1024)),
                        Map.of("a", Map.of("b", Map.of("c", Map.of("d", List.of())))),
                        Map.of("nothing", Optional.empty()))) {
            assertThatExceptionOfType(Invalid.class)
                    .isThrownBy(() -> Attributes.of(members))
                    .satisfies(refusal -> assertThat(refusal.fields()).containsKey("attributes"));
        }
        for (String json : List.of("", "[]", "1", "{\"a\":1,\"a\":2}", "{\"a\":\"\\ud800\"}")) {
            assertThatExceptionOfType(Invalid.class).isThrownBy(() -> new Attributes(json));
        }
    }

    @Test
    void what_fits_comes_back() {
        Map<String, Object> members =
                Map.of("a", Map.of("b", Map.of("c", List.of())), "n", 5L, "t", "ü", "f", false);
        assertThat(Attributes.of(members).members()).isEqualTo(members);
        assertThat(Attributes.NONE.members()).isEmpty();
    }

    @Test
    void it_says_which_members_differ() {
        var before = Attributes.of(Map.of("same", 1L, "gone", 1L, "other", 1L));
        var after = Attributes.of(Map.of("same", 1L, "other", 2L, "new", 1L));
        assertThat(before.differing(after)).containsExactly("gone", "new", "other");
    }
}
