package dev.microauth.password;

import dev.microauth.problem.AuthException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// The one door to hashing: first come, first served, never more at once than the limits say, and a line that ends.
///
/// The work runs on platform threads of its own: a native call would hold the carrier of a virtual thread, and with it requests
/// that have nothing to do with passwords.
final class HashQueue implements AutoCloseable {

    private final HashLimits limits;
    private final Semaphore slots;
    private final AtomicInteger waiting = new AtomicInteger();
    private final LongAdder computed = new LongAdder();
    private final ThreadPoolExecutor threads;

    HashQueue(HashLimits limits) {
        this.limits = limits;
        this.slots = new Semaphore(limits.concurrency(), true);
        this.threads =
                new ThreadPoolExecutor(
                        limits.concurrency(),
                        limits.concurrency(),
                        60,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform().daemon().name("password-hash-", 1).factory());
        this.threads.allowCoreThreadTimeOut(true);
    }

    long computed() {
        return computed.sum();
    }

    /// Runs the work on a slot of its own.
    ///
    /// @param weight slots it takes for its memory, cut to all there are
    /// @throws Busy when the line is full, the wait too long, or the waiting thread interrupted
    <T> T run(long weight, Callable<T> work) {
        int taken = (int) Math.min(weight, limits.concurrency());
        try {
            enter(taken);
            return start(taken, work).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy("the wait for a password hash was interrupted");
        } catch (ExecutionException e) {
            throw unwrapped(e);
        }
    }

    private void enter(int taken) throws InterruptedException {
        // The timed form keeps to the line; the plain tryAcquire would jump it.
        if (slots.tryAcquire(taken, 0, TimeUnit.NANOSECONDS)) {
            return;
        }
        try {
            if (waiting.incrementAndGet() > limits.waiting()) {
                throw busy(
                        "the line of "
                                + limits.waiting()
                                + " sign-ins waiting for a password hash is full");
            }
            if (!slots.tryAcquire(taken, limits.maxWait().toNanos(), TimeUnit.NANOSECONDS)) {
                throw busy(
                        "a sign-in waited "
                                + limits.maxWait().toMillis()
                                + " ms for a password hash");
            }
        } finally {
            waiting.decrementAndGet();
        }
    }

    /// The slots are given back by the work itself, not by who waits for it: an interrupted caller must not let another in.
    private <T> Future<T> start(int taken, Callable<T> work) {
        boolean submitted = false;
        try {
            Future<T> future =
                    threads.submit(() -> {
                        try {
                            computed.increment();
                            return work.call();
                        } finally {
                            slots.release(taken);
                        }
                    });
            submitted = true;
            return future;
        } catch (RejectedExecutionException _) {
            throw new AuthException.Closed();
        } finally {
            // Also when the system had no thread to give, which is an Error.
            if (!submitted) {
                slots.release(taken);
            }
        }
    }

    private Busy busy(String detail) {
        return new Busy(detail, Duration.ofSeconds(Math.max(1, limits.maxWait().toSeconds())));
    }

    private static RuntimeException unwrapped(ExecutionException e) {
        return switch (e.getCause()) {
            case Busy busy -> busy;
            case Error error -> throw error;
            case null, default ->
                    new IllegalStateException("A password hash failed.", e.getCause());
        };
    }

    @Override
    public void close() {
        threads.close();
    }
}
