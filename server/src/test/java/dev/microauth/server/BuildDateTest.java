package dev.microauth.server;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.microauth.server.command.CommandFailure;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Security: C15, M
class BuildDateTest {
    @Test
    void a_clock_more_than_a_week_before_the_build_is_refused() {
        assertThatThrownBy(() ->
                        BuildDate.requirePlausible(BuildDate.read().minus(Duration.ofDays(8))))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("Set the clock");
    }

    @Test
    void a_clock_that_is_off_by_days_is_borne() {
        assertThatCode(() -> BuildDate.requirePlausible(BuildDate.read().minus(Duration.ofDays(6))))
                .doesNotThrowAnyException();
        assertThatCode(() ->
                        BuildDate.requirePlausible(BuildDate.read().plus(Duration.ofDays(9000))))
                .doesNotThrowAnyException();
    }
}
