package dev.microauth.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.microauth.TestClock;
import dev.microauth.actor.Origin;
import dev.microauth.throttle.RateLimit.Door;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final Origin HOME = from("192.0.2.1");
    private static final Origin ELSEWHERE = from("192.0.2.2");

    private final TestClock clock = new TestClock();
    private final RateLimit limit = RateLimit.of(new Rate(3, Duration.ofMinutes(1)), clock);

    private static Origin from(String address) {
        try {
            return new Origin(
                    Optional.of(InetAddress.getByName(address)), Optional.empty(), Optional.empty());
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private void spend(Door door, Origin origin) {
        for (int i = 0; i < 3; i++) {
            assertThat(limit.take(door, origin)).isEmpty();
        }
    }

    @Test
    void the_fourth_of_three_waits_a_third_of_the_period() {
        spend(Door.CLIENT, HOME);

        assertThat(limit.take(Door.CLIENT, HOME)).contains(Duration.ofSeconds(20));
        clock.advance(Duration.ofMillis(19_999));
        assertThat(limit.take(Door.CLIENT, HOME)).contains(Duration.ofMillis(1));
        clock.advance(Duration.ofMillis(1));
        assertThat(limit.take(Door.CLIENT, HOME)).isEmpty();
        assertThat(limit.take(Door.CLIENT, HOME)).contains(Duration.ofSeconds(20));
    }

    @Test
    void who_waits_for_long_has_no_more_than_at_the_beginning() {
        spend(Door.CLIENT, HOME);
        clock.advance(Duration.ofDays(1));
        spend(Door.CLIENT, HOME);

        assertThat(limit.take(Door.CLIENT, HOME)).isPresent();
    }

    @Test
    void networks_doors_and_clients_are_counted_each_by_itself() {
        spend(Door.CLIENT, HOME);

        assertThat(limit.take(Door.CLIENT, ELSEWHERE)).isEmpty();
        assertThat(limit.take(Door.SIGN_IN, HOME)).isEmpty();
        for (int i = 0; i < 3; i++) {
            assertThat(limit.takeProved("shop")).isEmpty();
        }
        assertThat(limit.takeProved("shop")).isPresent();
        assertThat(limit.takeProved("other")).isEmpty();
    }

    @Test
    void a_neighbour_in_one_ipv6_network_is_the_same_source() {
        spend(Door.CLIENT, from("2001:db8:0:1::1"));

        assertThat(limit.take(Door.CLIENT, from("2001:db8:0:1:ffff::2"))).isPresent();
        assertThat(limit.take(Door.CLIENT, from("2001:db8:0:2::1"))).isEmpty();
    }

    @Test
    void a_thousand_at_once_get_three() {
        var admitted = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 1_000; i++) {
                threads.execute(() -> {
                    if (limit.take(Door.SIGN_IN, HOME).isEmpty()) {
                        admitted.incrementAndGet();
                    }
                });
            }
        }

        assertThat(admitted).hasValue(3);
    }

    /// Trap: 20
    @Test
    void ten_thousand_sources_are_remembered_and_no_more() {
        spend(Door.CLIENT, HOME);
        for (int i = 0; i < 10_000; i++) {
            limit.takeProved("client " + i);
        }

        assertThat(limit.take(Door.CLIENT, HOME)).as("forgotten").isEmpty();
    }

    @Test
    void without_a_rate_nobody_waits() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(RateLimit.none().take(Door.CLIENT, HOME)).isEmpty();
        }
    }

    @Test
    void a_rate_has_bounds() {
        Duration minute = Duration.ofMinutes(1);

        assertThatIllegalArgumentException().isThrownBy(() -> new Rate(0, minute));
        assertThatIllegalArgumentException().isThrownBy(() -> new Rate(1, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> new Rate(1, Duration.ofMillis(999)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Rate(1, Duration.ofDays(2)));
    }
}
