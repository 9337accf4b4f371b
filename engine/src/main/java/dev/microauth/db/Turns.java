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
        lock.ifPresent(each -> each.readLock().lock());
    }

    void leave() {
        lock.ifPresent(each -> each.readLock().unlock());
    }

    void enterAlone() {
        lock.ifPresent(each -> each.writeLock().lock());
    }

    void leaveAlone() {
        lock.ifPresent(each -> each.writeLock().unlock());
    }

    /// Who reads and waits for a write waits for ever.
    void requireNotReading() {
        lock.ifPresent(each -> {
            if (each.getReadHoldCount() > 0) {
                throw new IllegalStateException("no write inside a read: end that first");
            }
        });
    }

    /// A view of its own would not show a write what it has written.
    void requireNotWriting() {
        lock.ifPresent(each -> {
            if (each.isWriteLockedByCurrentThread()) {
                throw new IllegalStateException("a write reads through its own transaction");
            }
        });
    }
}
