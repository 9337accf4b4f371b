package dev.microauth.db;

import dev.microauth.problem.AuthException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// The database: many readers, one writer whose commits are shared.
public final class Database implements AutoCloseable {
    private static final int READERS = 4;
    private static final long READER_WAIT_SECONDS = 10;
    private static final int BATCH = 500;
    private static final long LAST_READS_SECONDS = 3;

    private final Dialect dialect;
    private final Writer writer;
    private final BlockingQueue<Reader> readers = new ArrayBlockingQueue<>(READERS);
    private final Turns turns;
    private final Flushing flushing;
    private volatile boolean closed;

    private Database(Dialect dialect, Writer writer, Turns turns) {
        this.dialect = dialect;
        this.writer = writer;
        this.turns = turns;
        this.flushing = new Flushing(() -> dialect.flush(turns));
        for (int i = 0; i < READERS; i++) {
            readers.add(new Reader());
        }
    }

    /// Opens the database and brings its schema up to date.
    ///
    /// Throws [StorageException.Unavailable] with one line that says what to do.
    public static Database open(Dialect dialect, Journal journal) {
        var database = opening(dialect, journal);
        try {
            database.awaitOpen();
            return database;
        } catch (StorageException e) {
            database.close();
            throw e;
        }
    }

    /// Begins to open it: whoever reads or writes waits until that is done, and is told what stood against it.
    public static Database opening(Dialect dialect, Journal journal) {
        var turns = dialect.takesTurns() ? Turns.taken() : Turns.none();
        return new Database(dialect, Writer.start(dialect, journal, turns), turns);
    }

    /// Throws what [#open] does.
    public void awaitOpen() {
        writer.awaitOpen();
    }

    /// Work inside one transaction.
    @FunctionalInterface
    public interface Work<T> {
        T run(Tx tx);
    }

    /// Runs the work on a snapshot that no writer disturbs.
    public <T> T read(Work<T> work) {
        turns.requireNotWriting();
        Reader reader = take();
        boolean sound = false;
        turns.enter();
        try {
            Tx tx = reader.connected(this::openReader);
            tx.begin();
            tx.control("begin");
            try {
                return work.run(tx);
            } finally {
                tx.control("rollback");
                sound = tx.failure().isEmpty();
                tx.failure().ifPresent(writer::noteDamage);
            }
        } catch (SQLException e) {
            throw dialect.translate(e);
        } finally {
            if (!sound) {
                reader.close();
            }
            turns.leave();
            giveBack(reader);
        }
    }

    /// A memory of what is read from these tables, and from no others. Name also those whose foreign keys
    /// delete rows of theirs.
    public <K, V> Remembered<K, V> remember(String... tables) {
        return remember(Remembered.MOST, tables);
    }

    /// The same for more or fewer than a thousand values.
    public <K, V> Remembered<K, V> remember(int most, String... tables) {
        var memory = new Remembered<K, V>(this, dialect.isExclusive() ? most : 0, Set.of(tables));
        writer.inform(memory);
        return memory;
    }

    /// Runs the work, all or nothing, and returns after it is on the disk. Other callers may share the
    /// commit; what the work throws undoes its own part alone.
    ///
    /// The work holds up every other writer: no hashing, no signing, no network in it.
    public <T> T write(Work<T> work) {
        turns.requireNotReading();
        return writer.submit(work);
    }

    /// Work that may be too much for one transaction.
    @FunctionalInterface
    public interface Batch {
        /// Does as much of it as fits into `most` rows, and answers how many there were.
        int run(Tx tx, int most);
    }

    /// Runs the work in one transaction after the other until it finds no full batch any more, so that no other
    /// writer waits for all of it. Answers how many rows there were.
    public long writeBatches(Batch work) {
        long all = 0;
        int batch;
        do {
            batch = write(tx -> work.run(tx, BATCH));
            all += batch;
        } while (batch >= BATCH);
        return all;
    }

    /// Looks at every page; an empty list means that the file is whole.
    public List<String> integrityProblems() {
        turns.enter();
        try {
            return dialect.integrityProblems();
        } finally {
            turns.leave();
        }
    }

    /// Looks at every page and takes the database out of service when one is damaged; answers what was found.
    public Optional<String> checkIntegrity() {
        // When it is closed, the directory may belong to another process.
        requireOpen();
        Optional<String> problem = integrityProblems().stream().findFirst();
        problem.ifPresent(what ->
                writer.noteDamage(
                        new StorageException.Damaged(
                                "the database is damaged (" + what + "): restore a backup")));
        return problem;
    }

    /// Brings what was committed to where it survives the process, for databases that do not do so with each
    /// commit. Nothing is written when nothing has changed.
    ///
    /// Throws [StorageException.Unavailable] when that cannot be; everything stays as it was.
    public void flush() {
        requireOpen();
        flushing.now();
    }

    /// Does the same again and again, on a thread of its own, until this is closed.
    public void flushEvery(Duration interval) {
        flushing.every(interval);
    }

    /// Why the database does not serve, if it does not: it tries to read and to commit.
    public Optional<String> unready() {
        try {
            read(tx -> tx.exists("select 1 from schema_migrations"));
            if (dialect.takesTurns()) {
                // A commit in memory shows nothing, and would be a change to write down.
                return flushing.problem();
            }
            write(tx -> tx.update("update audit_chains set sequence = sequence"));
            return Optional.empty();
        } catch (StorageException | AuthException.Closed e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    public String describe() {
        return dialect.describe();
    }

    /// Throws [AuthException.Closed] once this is closed.
    void requireOpen() {
        if (closed) {
            throw new AuthException.Closed();
        }
    }

    private Reader take() {
        requireOpen();
        writer.awaitOpen();
        writer.requireService();
        try {
            Reader reader = readers.poll(READER_WAIT_SECONDS, TimeUnit.SECONDS);
            if (reader == null) {
                requireOpen();
                throw new StorageException.Unavailable(
                        "no database connection became free in 10 seconds");
            }
            if (closed) {
                readers.add(reader);
                throw new AuthException.Closed();
            }
            return reader;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageException.Unavailable("interrupted while waiting for the database", e);
        }
    }

    private void giveBack(Reader reader) {
        if (closed) {
            reader.close();
        }
        readers.add(reader);
    }

    /// A place for a connection; one that broke is opened anew when somebody needs it.
    private static final class Reader {
        private Optional<Tx> open = Optional.empty();

        Tx connected(Supplier<Tx> opener) {
            Tx tx = open.orElseGet(opener);
            open = Optional.of(tx);
            return tx;
        }

        void close() {
            open.ifPresent(Tx::close);
            open = Optional.empty();
        }
    }

    private Tx openReader() {
        try {
            return new Tx(dialect.openReader(), dialect);
        } catch (SQLException e) {
            throw dialect.translate(e);
        }
    }

    /// Finishes the writes that were accepted, brings them to where they survive, then closes the readers and,
    /// last, the writer.
    ///
    /// Throws [StorageException.Unavailable] when what was committed could not be brought there; all is
    /// released nevertheless.
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            CompletableFuture.runAsync(this::finish, Database::undisturbed).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /// On a thread that nobody knows: whoever is interrupted waits no longer for the last writes, and can write no file.
    private static void undisturbed(Runnable work) {
        Thread.ofPlatform().name("microauth-closing").start(work);
    }

    private void finish() {
        try {
            writer.drain();
            flushing.stop();
            dialect.flush(turns);
        } finally {
            release();
        }
    }

    private void release() {
        try {
            closeReaders();
        } finally {
            try {
                writer.close();
            } finally {
                dialect.close();
            }
        }
    }

    /// Nobody reads any more when the directory is given to somebody else: a read has two seconds.
    private void closeReaders() {
        try {
            int left = READERS;
            while (left > 0) {
                Reader reader = readers.poll(LAST_READS_SECONDS, TimeUnit.SECONDS);
                if (reader == null) {
                    break;
                }
                reader.close();
                left--;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // Whoever waits for one finds a place, and that it is closed.
        readers.offer(new Reader());
    }
}
