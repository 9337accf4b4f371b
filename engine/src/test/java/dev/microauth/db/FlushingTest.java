package dev.microauth.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Writing at intervals, when it fails in a way that nobody thought of.
class FlushingTest {
    private static final Duration INTERVAL = Duration.ofMillis(1);

    /// Security: I2
    @Test
    void after_a_failure_of_whatever_kind_it_is_tried_again() throws Exception {
        var again = new CountDownLatch(3);
        var flushing =
                new Flushing(() -> {
                    again.countDown();
                    throw new OutOfMemoryError("for this test");
                });
        flushing.every(INTERVAL);

        assertThat(again.await(10, TimeUnit.SECONDS)).isTrue();
        flushing.stop();
    }

    /// Security: I2
    @Test
    void a_failure_of_whatever_kind_is_told_until_it_goes_well() {
        var broken = new IllegalStateException("unforeseen");
        var failures = new ArrayDeque<>(List.of(broken));
        var flushing =
                new Flushing(() -> {
                    if (!failures.isEmpty()) {
                        throw failures.remove();
                    }
                });

        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(flushing::now);
        assertThat(flushing.problem()).hasValue("unforeseen");
        flushing.now();
        assertThat(flushing.problem()).isEmpty();
    }
}
