package dev.microauth.db;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// Whose turn it is, for a database that shows readers no view of their own: many read together, one writes
/// alone, in the order in which they came. Elsewhere it is everybody's turn.
final class Turns {
    // With a disk to wait for, many commits share one; in memory a long turn is only a long wait
    // for readers.
    private static final int MOST_ON_DISK = 256;
    private static final int MOST_IN_MEMORY = 16;

    private final Optional<ReentrantReadWriteLock> lock;

    private Turns(Optional<ReentrantReadWriteLock> lock) {
        this.lock = lock;
    }

    static Turns none() {
        return new Turns(Optional.empty());
    }

    static Turns taken() {
        return new Turns(Optional.of(new ReentrantReadWriteLock(true)));
    }

    boolean areTaken() {
        return lock.isPresent();
    }

    /// How many callers share a commit.
    int mostTogether() {
        return lock.isPresent() ? MOST_IN_MEMORY : MOST_ON_DISK;
    }

    void enter() {
        if (lock.isPresent()) {
            lock.get().readLock().lock();
        }
    }

    void leave() {
        if (lock.isPresent()) {
            lock.get().readLock().unlock();
        }
    }

    void enterAlone() {
        if (lock.isPresent()) {
            lock.get().writeLock().lock();
        }
    }

    void leaveAlone() {
        if (lock.isPresent()) {
            lock.get().writeLock().unlock();
        }
    }

    /// Who reads and waits for a write waits for ever.
    void requireNotReading() {
        if (lock.isPresent() && lock.get().getReadHoldCount() > 0) {
            throw new IllegalStateException("no write inside a read: end that first");
        }
    }

    /// A view of its own would not show a write what it has written.
    void requireNotWriting() {
        if (lock.isPresent() && lock.get().isWriteLockedByCurrentThread()) {
            throw new IllegalStateException("a write reads through its own transaction");
        }
    }
}
