package dev.microauth.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Security: F3
class Argon2CostTest {

    @ParameterizedTest
    @CsvSource({
        "47103,1,1", "19455,2,1", "12287,3,1", "9215,4,1", "7167,5,1", "7167,16,1", "19456,1,1",
                "19456,0,1",
        "19456,-1,1", "-1,2,1", "0,0,0", "19456,2,0", "19456,2,17", "262145,2,1", "19456,17,1",
                "2147483647,1,1",
    })
    void refuses_what_is_below_the_owasp_minimum_or_above_the_ceiling(
            int memoryKib, int iterations, int parallelism) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Argon2Cost(memoryKib, iterations, parallelism));
    }

    @ParameterizedTest
    @CsvSource({
        "47104,1,1",
        "19456,2,1",
        "12288,3,1",
        "9216,4,1",
        "7168,5,1",
        "7168,16,1",
        "19456,2,4",
        "262144,16,16"
    })
    void takes_the_equal_pairs_and_more(int memoryKib, int iterations, int parallelism) {
        assertThat(new Argon2Cost(memoryKib, iterations, parallelism).memoryKib())
                .isEqualTo(memoryKib);
    }

    @Test
    void the_default_is_nineteen_mebibytes_twice_in_one_lane() {
        assertThat(Argon2Cost.DEFAULT).isEqualTo(new Argon2Cost(19_456, 2, 1));
    }

    @Test
    void a_refusal_tells_what_to_choose() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Argon2Cost(1024, 2, 1))
                .withMessageContaining("19456 with 2");
    }
}
