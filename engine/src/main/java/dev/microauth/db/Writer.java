package dev.microauth.db;

import dev.microauth.db.StorageException.Damaged;
import dev.microauth.db.StorageException.Transient;
import dev.microauth.db.StorageException.Unavailable;
import dev.microauth.problem.AuthException;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The one thread that writes. It takes the work that has gathered, gives each piece a savepoint and
/// commits once: an fsync is shared by all who waited for it. In memory, where there is nothing to share and
/// the way to another thread and back costs more than a commit, whoever finds nobody writing commits on his own.
///
/// When the transaction itself fails, nobody in it is told yes: SQLite may have rolled back all of it,
/// whatever the savepoints answered.
final class Writer {
    private static final int WAITING = 20_000;
    private static final int ATTEMPTS = 5;
    private static final long IDLE_SECONDS = 30;
    private static final Pending<?> STOP = new Pending<>(_ -> Boolean.TRUE);

    private final Dialect dialect;
    private final Journal journal;
    private final Turns turns;
    private final LinkedBlockingQueue<Pending<?>> queue = new LinkedBlockingQueue<>(WAITING);
    private final List<Remembered<?, ?>> memories = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private final CompletableFuture<Boolean> opened = new CompletableFuture<>();
    // Held by who writes, whichever thread that is; guards the connection.
    private final ReentrantLock writing = new ReentrantLock();
    private Optional<Tx> connection = Optional.empty();
    private volatile Optional<Damaged> outOfService = Optional.empty();
    private volatile boolean stopping;

    /// A caller's work and the place where the caller waits for it.
    private static final class Pending<T> {
        final Database.Work<T> work;
        final CompletableFuture<T> done = new CompletableFuture<>();
        private Optional<T> result = Optional.empty();
        private Optional<Throwable> failure = Optional.empty();

        Pending(Database.Work<T> work) {
            this.work = work;
        }

        void run(Tx tx) {
            result = Optional.of(work.run(tx));
        }

        void fail(Throwable e) {
            failure = Optional.of(e);
        }

        boolean failed() {
            return failure.isPresent();
        }

        void answer() {
            failure.ifPresentOrElse(
                    done::completeExceptionally, () -> done.complete(result.orElseThrow()));
        }
    }

    private Writer(Dialect dialect, Journal journal, Turns turns) {
        this.dialect = dialect;
        this.journal = journal;
        this.turns = turns;
        this.thread =
                Thread.ofPlatform().name("microauth-writer").daemon(true).unstarted(this::serve);
    }

    /// The thread opens the database first, while whoever wants one gets ready.
    static Writer start(Dialect dialect, Journal journal, Turns turns) {
        var writer = new Writer(dialect, journal, turns);
        writer.thread.start();
        return writer;
    }

    /// Throws what stood against opening, to everybody who asks.
    void awaitOpen() {
        try {
            opened.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private void open() {
        try {
            Connection first = dialect.openWriter();
            try {
                Migrations.load().apply(first, dialect);
            } catch (SQLException | RuntimeException e) {
                first.close();
                throw e;
            }
            connection = Optional.of(new Tx(first, dialect));
            opened.complete(true);
        } catch (SQLException e) {
            opened.completeExceptionally(dialect.translate(e));
        } catch (RuntimeException | Error e) {
            opened.completeExceptionally(e);
        }
    }

    void inform(Remembered<?, ?> memory) {
        memories.add(memory);
    }

    <T> T submit(Database.Work<T> work) {
        if (writing.isHeldByCurrentThread()) {
            throw new IllegalStateException("no write inside a write: use its transaction");
        }
        awaitOpen();
        for (int attempt = 1; ; attempt++) {
            try {
                return attempt(work);
            } catch (Transient e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private <T> T attempt(Database.Work<T> work) {
        var pending = new Pending<>(work);
        if (!committedHere(pending)) {
            enqueue(pending);
        }
        try {
            return answer(pending);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private boolean committedHere(Pending<?> pending) {
        if (!turns.areTaken() || !queue.isEmpty() || !writing.tryLock()) {
            return false;
        }
        try {
            if (stopping) {
                throw new AuthException.Closed();
            }
            commit(List.of(pending));
            return true;
        } finally {
            writing.unlock();
        }
    }

    private void enqueue(Pending<?> pending) {
        if (stopping) {
            throw new AuthException.Closed();
        }
        if (!queue.offer(pending)) {
            throw new Unavailable("too many writes are waiting");
        }
        // Who came behind the last look at the queue takes the work back: nobody else would answer.
        if (stopping && queue.remove(pending)) {
            throw new AuthException.Closed();
        }
    }

    /// An interrupt waits until the answer is there: who left before it would not know what was committed.
    private static <T> T answer(Pending<T> pending) throws ExecutionException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return pending.done.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    void drain() {
        stopping = true;
        try {
            queue.put(STOP);
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // Whoever still commits on his own is waited for, and who slipped in behind the stop is
        // told of it.
        writing.lock();
        try {
            for (Pending<?> late = queue.poll(); late != null; late = queue.poll()) {
                late.fail(new AuthException.Closed());
                late.answer();
            }
        } finally {
            writing.unlock();
        }
    }

    void close() {
        connection.ifPresent(Tx::close);
        connection = Optional.empty();
    }

    private void serve() {
        open();
        if (!opened.isCompletedExceptionally()) {
            commitUntilStopped();
        }
    }

    private void commitUntilStopped() {
        var batch = new ArrayList<Pending<?>>(turns.mostTogether());
        boolean stop = false;
        while (!stop) {
            batch.clear();
            Pending<?> first = next();
            if (first != null) {
                batch.add(first);
                queue.drainTo(batch, turns.mostTogether() - 1);
                stop = batch.remove(STOP);
                commit(batch);
            }
        }
    }

    private @Nullable Pending<?> next() {
        try {
            Pending<?> pending = queue.poll(IDLE_SECONDS, TimeUnit.SECONDS);
            if (pending == null) {
                idle();
            }
            return pending;
        } catch (InterruptedException e) {
            return STOP;
        } catch (SQLException e) {
            log().log(Level.WARNING, "idle checkpoint: " + e.getMessage());
            return null;
        }
    }

    private void idle() throws SQLException {
        writing.lock();
        try {
            if (connection.isPresent()) {
                dialect.idle(connection.get());
            }
        } finally {
            writing.unlock();
        }
    }

    private void commit(List<Pending<?>> batch) {
        if (batch.isEmpty()) {
            return;
        }
        writing.lock();
        try {
            Tx tx = connected();
            turns.enterAlone();
            try {
                transaction(tx, batch);
            } finally {
                turns.leaveAlone();
                // Before anybody is told, and also when nobody knows whether it was committed.
                Set<String> written = tx.takeWritten();
                memories.forEach(each -> each.written(written));
            }
        } catch (SQLException e) {
            abandon(batch, dialect.translate(e));
        } catch (RuntimeException | Error e) {
            abandon(batch, e);
        } finally {
            writing.unlock();
            batch.forEach(Pending::answer);
        }
    }

    private void transaction(Tx tx, List<Pending<?>> batch) throws SQLException {
        var entries = new ArrayList<Journal.Entry>();
        tx.begin();
        dialect.begin(tx);
        for (Pending<?> pending : batch) {
            entries.addAll(one(tx, pending));
        }
        if (!entries.isEmpty()) {
            tx.begin();
            journal.write(tx, entries);
        }
        tx.control("commit");
    }

    /// Runs one caller's work in a savepoint; returns what it gave the journal.
    private List<Journal.Entry> one(Tx tx, Pending<?> pending) throws SQLException {
        tx.begin();
        tx.control("savepoint caller");
        try {
            pending.run(tx);
            tx.failure().ifPresent(pending::fail);
        } catch (RuntimeException | Error e) {
            // An error of one caller's work must not end the thread that all others wait for.
            pending.fail(e);
        }
        if (tx.failure().filter(Unavailable.class::isInstance).isPresent()) {
            throw tx.failure().get();
        }
        if (pending.failed()) {
            tx.control("rollback to savepoint caller");
            tx.control("release savepoint caller");
            return List.of();
        }
        tx.control("release savepoint caller");
        return tx.entries();
    }

    private void abandon(List<Pending<?>> batch, Throwable cause) {
        log().log(
                        Level.ERROR,
                        "a commit failed, nobody in it was answered yes: " + cause.getMessage());
        journal.abandoned();
        batch.forEach(pending -> pending.fail(cause));
        connection.ifPresent(Tx::close);
        connection = Optional.empty();
        noteDamage(cause);
    }

    /// A damaged file is neither read nor written any more, by anybody.
    void noteDamage(Throwable cause) {
        if (cause instanceof Damaged damaged) {
            outOfService = Optional.of(damaged);
        }
    }

    void requireService() {
        if (outOfService.isPresent()) {
            throw outOfService.get();
        }
    }

    /// The connection, opened anew after a failure.
    private Tx connected() throws SQLException {
        requireService();
        if (connection.isEmpty()) {
            connection = Optional.of(new Tx(dialect.openWriter(), dialect));
            // What became of the commit that failed is only known now.
            memories.forEach(Remembered::forget);
        }
        return connection.get();
    }

    private static System.Logger log() {
        return System.getLogger(Writer.class.getName());
    }
}
