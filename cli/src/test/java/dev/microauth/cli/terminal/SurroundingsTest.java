package dev.microauth.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where the home directory of the user is.
class SurroundingsTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "here", "./here"})
    void a_home_that_is_no_absolute_path_is_passed_over(String home) {
        assertThat(Surroundings.homeOf(Map.of("HOME", home)))
                .isEqualTo(Path.of(System.getProperty("user.home")).toAbsolutePath());
    }

    @Test
    void the_home_is_the_one_that_shells_expand_a_tilde_to() {
        assertThat(Surroundings.homeOf(Map.of("HOME", "/srv/alice")))
                .isEqualTo(Path.of("/srv/alice"));
    }
}
