package dev.microauth.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.TestClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Security: F6
class SourceBucketsTest {
    private final SourceBuckets buckets = new SourceBuckets();

    /// Security: C15
    @Test
    void a_clock_that_goes_back_fills_no_bucket() {
        Instant now = TestClock.START;
        empty("net", now);

        assertThat(buckets.wait("net", now.minusSeconds(3600))).contains(Duration.ofSeconds(1));
    }

    /// Trap: 20
    @Test
    void ten_thousand_networks_are_remembered_and_no_more() {
        empty("first", TestClock.START);
        for (int i = 0; i < 10_000; i++) {
            buckets.fail("network " + i, TestClock.START);
        }

        assertThat(buckets.wait("first", TestClock.START)).isEmpty();
    }

    private void empty(String network, Instant now) {
        for (int i = 0; i < 100; i++) {
            buckets.fail(network, now);
        }
        assertThat(buckets.wait(network, now)).isPresent();
    }
}
