package dev.microauth.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What is kept of a server that answers, hangs and comes back.
@Timeout(30)
class FetchedTest {
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2027-03-01T12:00:00Z"));
    private final AtomicInteger asked = new AtomicInteger();

    private void advance(Duration step) {
        now.updateAndGet(before -> before.plus(step));
    }

    /// An attempt that lasts as long as a connection may, by this clock.
    private String hang() {
        asked.incrementAndGet();
        advance(Duration.ofSeconds(10));
        throw new Unreachable("no answer");
    }

    @Test
    void a_server_that_hangs_is_not_asked_again_at_once() {
        var fetched = new Fetched<String>(this::hang, now::get);
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(fetched::get).isInstanceOf(Unreachable.class);
        }
        assertThat(asked).hasValue(1);
        advance(Duration.ofSeconds(10));
        assertThatThrownBy(fetched::get).hasMessage("no answer");
        assertThat(asked).hasValue(2);
    }

    @Test
    void what_is_known_serves_on_for_a_day_and_no_longer() {
        var fetched =
                new Fetched<>(
                        () -> asked.get() == 0 ? "v" + asked.incrementAndGet() : hang(), now::get);
        assertThat(fetched.get()).isEqualTo("v1");
        advance(Duration.ofHours(23));
        for (int i = 0; i < 20; i++) {
            assertThat(fetched.get()).isEqualTo("v1");
        }
        assertThat(asked).hasValue(2);
        advance(Duration.ofHours(1));
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(fetched::get).isInstanceOf(Unreachable.class);
        }
        assertThat(asked).hasValue(3);
    }

    @Test
    void nobody_waits_for_a_thread_that_is_asking_while_something_is_known() throws Exception {
        var asking = new CountDownLatch(1);
        var answered = new CountDownLatch(1);
        var fetched =
                new Fetched<>(
                        () -> {
                            int count = asked.incrementAndGet();
                            if (count > 1) {
                                asking.countDown();
                                awaited(answered);
                            }
                            return "v" + count;
                        },
                        now::get);
        assertThat(fetched.get()).isEqualTo("v1");
        advance(Duration.ofMinutes(10));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(fetched::get);
            awaited(asking);
            assertThat(fetched.get()).isEqualTo("v1");
            answered.countDown();
            assertThat(first.get()).isEqualTo("v2");
        }
        assertThat(fetched.get()).isEqualTo("v2");
    }

    @Test
    void where_nothing_is_known_the_others_give_up_before_the_server_does() throws Exception {
        var asking = new CountDownLatch(1);
        var answered = new CountDownLatch(1);
        var fetched =
                new Fetched<>(
                        () -> {
                            asking.countDown();
                            awaited(answered);
                            return "v1";
                        },
                        now::get);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(fetched::get);
            awaited(asking);
            assertThatThrownBy(fetched::get).isInstanceOf(Unreachable.class);
            answered.countDown();
            assertThat(first.get()).isEqualTo("v1");
        }
    }

    private static void awaited(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("nothing happened");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
