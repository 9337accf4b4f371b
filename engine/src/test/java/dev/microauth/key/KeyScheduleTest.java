package dev.microauth.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.microauth.MicroAuth;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Security: C6
class KeyScheduleTest {
    @Test
    void a_rotation_more_often_than_daily_or_less_often_than_every_three_years_is_refused() {
        for (String each : new String[] {"PT0S", "PT-24H", "PT23H59M59S", "P1095DT1S"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> MicroAuth.builder().keyRotation(Duration.parse(each)))
                    .withMessageContaining("every day at most");
        }
    }

    @Test
    void fewer_than_no_old_keys_and_more_than_a_hundred_are_refused() {
        for (int each : new int[] {-1, 101}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> MicroAuth.builder().oldKeysKept(each))
                    .withMessageContaining("between 0 and 100");
        }
    }

    @Test
    void the_bounds_themselves_are_taken() {
        for (int days : new int[] {1, 1095}) {
            assertThat(new KeySchedule(Duration.ofDays(days), 100).rotation())
                    .isEqualTo(Duration.ofDays(days));
        }
    }
}
