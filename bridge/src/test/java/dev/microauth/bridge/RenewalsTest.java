package dev.microauth.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// One renewal for all requests that come together.
@Timeout(30)
class RenewalsTest {
    private final InstantSource clock = InstantSource.system();
    private final Renewals renewals = new Renewals(clock);
    private final Session due =
            Session.begun(
                    "id",
                    clock.instant(),
                    new Tokens("e30.e30.", "at", clock.instant(), Optional.empty(), "", Map.of()));

    @Test
    void whoever_waits_for_one_that_fails_in_whatever_way_waits_no_longer() throws Exception {
        var running = new CountDownLatch(1);
        var second = new AtomicReference<Thread>();
        try (var threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().factory())) {
            var first =
                    threads.submit(() ->
                            renewals.renew(
                                    due,
                                    () -> {
                                        running.countDown();
                                        awaitWaiting(second);
                                        throw new LinkageError("a part is missing");
                                    }));
            running.await();
            var other =
                    threads.submit(() -> {
                        second.set(Thread.currentThread());
                        return renewals.renew(due, Optional::empty);
                    });

            assertThatThrownBy(first::get)
                    .isInstanceOf(ExecutionException.class)
                    .rootCause()
                    .isInstanceOf(LinkageError.class);
            assertThatThrownBy(other::get)
                    .isInstanceOf(ExecutionException.class)
                    .rootCause()
                    .isInstanceOf(LinkageError.class);
        }
        assertThat(renewals.renew(due, () -> Optional.of(due))).contains(due);
    }

    private static void awaitWaiting(AtomicReference<Thread> other) {
        while (other.get() == null || other.get().getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }
}
