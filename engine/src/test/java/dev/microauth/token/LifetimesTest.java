package dev.microauth.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.microauth.key.KeyRings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LifetimesTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    /// Security: C6
    @Test
    void no_token_outlives_the_publication_of_its_key() {
        Duration published = KeyRings.PUBLISHED_AFTER;
        Duration beyond = published.plusSeconds(1);

        refused("retired key", beyond, HOUR, DAY, HOUR, DAY);
        refused("retired key", HOUR, beyond, beyond, HOUR, DAY);

        new Lifetimes(published, published, published, HOUR, HOUR, HOUR, HOUR, DAY, HOUR);
    }

    @Test
    void what_is_part_of_something_does_not_outlive_it() {
        refused("administrator", HOUR, DAY, HOUR, HOUR, DAY);
        refused("refresh token", HOUR, HOUR, DAY, DAY, HOUR);
    }

    @Test
    void nothing_lives_for_no_time() {
        refused("longer than nothing", Duration.ZERO, HOUR, HOUR, HOUR, HOUR);
        refused("longer than nothing", HOUR, HOUR, HOUR, Duration.ofSeconds(-1), HOUR);
    }

    @Test
    void nothing_lives_beyond_the_calendar() {
        refused("a hundred years", HOUR, HOUR, HOUR, HOUR, Duration.ofSeconds(Long.MAX_VALUE));
    }

    @Test
    void the_defaults_fit() {
        assertThat(Lifetimes.DEFAULT.accessToken()).isEqualTo(Duration.ofMinutes(10));
    }

    private static void refused(
            String why,
            Duration access,
            Duration admin,
            Duration session,
            Duration idle,
            Duration refresh) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Lifetimes(access, admin, session, idle, refresh, HOUR, HOUR, DAY, HOUR))
                .withMessageContaining(why);
    }
}
