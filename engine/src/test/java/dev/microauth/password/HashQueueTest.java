package dev.microauth.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.microauth.problem.AuthException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Security: F4
/// Trap: 21
@Timeout(120)
class HashQueueTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void the_limits_have_limits() {
        for (Callable<HashLimits> bad :
                List.<Callable<HashLimits>>of(
                        () -> new HashLimits(0, 1, LONG),
                        () -> new HashLimits(257, 1, LONG),
                        () -> new HashLimits(1, -1, LONG),
                        () -> new HashLimits(1, 100_001, LONG),
                        () -> new HashLimits(1, 1, Duration.ZERO))) {
            assertThatIllegalArgumentException().isThrownBy(bad::call);
        }
    }

    @Test
    void who_finds_the_line_full_is_busy_at_once_and_told_when_to_come_back() throws Exception {
        try (var queue = new HashQueue(new HashLimits(1, 0, LONG));
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var started = new CountDownLatch(1);
            var release = new CountDownLatch(1);
            Future<Integer> first = callers.submit(() -> queue.run(1, blocked(started, release)));
            started.await();

            assertThatThrownBy(() -> queue.run(1, () -> 2))
                    .isInstanceOfSatisfying(
                            Busy.class, busy -> assertThat(busy.retryAfter()).isEqualTo(LONG))
                    .hasMessageContaining("full");

            release.countDown();
            assertThat(first.get()).isEqualTo(1);
        }
    }

    @Test
    void who_waits_too_long_is_busy() throws Exception {
        try (var queue = new HashQueue(new HashLimits(1, 5, Duration.ofMillis(20)));
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var started = new CountDownLatch(1);
            var release = new CountDownLatch(1);
            Future<Integer> first = callers.submit(() -> queue.run(1, blocked(started, release)));
            started.await();

            assertThatThrownBy(() -> queue.run(1, () -> 2))
                    .isInstanceOf(Busy.class)
                    .hasMessageContaining("20 ms");

            release.countDown();
            assertThat(first.get()).isEqualTo(1);
        }
    }

    @Test
    void never_more_run_at_once_than_the_limit_and_all_who_wait_are_served() throws Exception {
        try (var queue = new HashQueue(new HashLimits(3, 500, LONG))) {
            var running = new AtomicInteger();
            var most = new AtomicInteger();

            int served =
                    flood(
                            500,
                            () ->
                                    queue.run(
                                            1,
                                            () -> {
                                                most.accumulateAndGet(
                                                        running.incrementAndGet(), Math::max);
                                                Thread.sleep(1);
                                                return running.decrementAndGet();
                                            }));

            assertThat(served).isEqualTo(500);
            assertThat(most).hasValue(3);
        }
    }

    @Test
    void a_heavy_hash_counts_for_several_and_one_above_all_runs_alone() throws Exception {
        try (var queue = new HashQueue(new HashLimits(4, 500, LONG))) {
            var weight = new AtomicInteger();
            var most = new AtomicInteger();
            var turn = new AtomicInteger();

            int served =
                    flood(
                            200,
                            () -> {
                                int mine = List.of(1, 2, 3, 9).get(turn.getAndIncrement() % 4);
                                return queue.run(
                                        mine,
                                        () -> {
                                            most.accumulateAndGet(
                                                    weight.addAndGet(Math.min(mine, 4)), Math::max);
                                            Thread.sleep(1);
                                            return weight.addAndGet(-Math.min(mine, 4));
                                        });
                            });

            assertThat(served).isEqualTo(200);
            assertThat(most).hasValue(4);
        }
    }

    @Test
    void an_interrupted_caller_lets_nobody_in_before_its_hash_has_ended() throws Exception {
        try (var queue = new HashQueue(new HashLimits(1, 1, Duration.ofMillis(20)))) {
            var started = new CountDownLatch(1);
            var release = new CountDownLatch(1);
            var interrupted = new AtomicInteger();
            Thread caller =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    queue.run(1, blocked(started, release));
                                } catch (Busy e) {
                                    interrupted.set(
                                            Thread.currentThread().isInterrupted() ? 1 : -1);
                                }
                            });
            started.await();
            caller.interrupt();
            caller.join();

            assertThat(interrupted).hasValue(1);
            assertThatThrownBy(() -> queue.run(1, () -> 2)).isInstanceOf(Busy.class);

            release.countDown();
        }
    }

    @Test
    void work_that_fails_gives_its_slot_back() {
        try (var queue = new HashQueue(new HashLimits(1, 0, LONG))) {
            for (int i = 0; i < 3; i++) {
                assertThatIllegalStateException()
                        .isThrownBy(() ->
                                queue.run(
                                        1,
                                        () -> {
                                            throw new UnsupportedOperationException();
                                        }));
            }
            assertThatThrownBy(() ->
                            queue.run(
                                    1,
                                    () -> {
                                        throw new OutOfMemoryError("for the test");
                                    }))
                    .isInstanceOf(OutOfMemoryError.class);
        }
    }

    @Test
    void nothing_is_hashed_after_closing() {
        var queue = new HashQueue(new HashLimits(1, 1, LONG));
        queue.close();

        assertThatExceptionOfType(AuthException.Closed.class)
                .isThrownBy(() -> queue.run(1, () -> 1))
                .withMessageContaining("closed");
    }

    /// All 500 at once would take 9.3 GiB of a heap of one.
    @Test
    void a_flood_of_sign_ins_stays_in_its_memory_and_the_rest_is_busy() throws Exception {
        var limits = new HashLimits(2, 20, LONG);
        try (var passwords =
                new Passwords(Argon2Cost.DEFAULT, limits, NativeCrypto.refused(), byte[]::new)) {
            int served =
                    flood(
                            500,
                            () -> {
                                passwords.verifyDummy("whoever I am".toCharArray());
                                return 1;
                            });

            assertThat(served).isBetween(22, 499);
            passwords.verifyDummy("and after it".toCharArray());
        }
    }

    /// How many of so many callers at once were served; the others were refused as busy.
    private static int flood(int callers, Callable<Integer> call) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var go = new CountDownLatch(1);
            var calls = new ArrayList<Future<Boolean>>();
            for (int i = 0; i < callers; i++) {
                calls.add(
                        threads.submit(() -> {
                            go.await();
                            try {
                                call.call();
                                return true;
                            } catch (Busy e) {
                                return false;
                            }
                        }));
            }
            go.countDown();
            int served = 0;
            for (var one : calls) {
                served += one.get(100, TimeUnit.SECONDS) ? 1 : 0;
            }
            return served;
        }
    }

    private static Callable<Integer> blocked(CountDownLatch started, CountDownLatch release) {
        return () -> {
            started.countDown();
            release.await();
            return 1;
        };
    }
}
