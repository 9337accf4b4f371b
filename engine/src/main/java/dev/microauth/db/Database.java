package dev.microauth.db;

import dev.microauth.db.StorageException.Damaged;
import dev.microauth.db.StorageException.Unavailable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// The database: many readers, one writer whose commits are shared.
public final class Database implements AutoCloseable {
    private static final int READERS = 4;
    private static final long READER_WAIT_SECONDS = 10;

    private final Dialect dialect;
    private final Writer writer;
    // An empty place is a reader that broke; whoever takes it opens a new one.
    private final BlockingQueue<Optional<Tx>> readers = new ArrayBlockingQueue<>(READERS);
    private volatile boolean closed;

    private Database(Dialect dialect, Writer writer) {
        this.dialect = dialect;
        this.writer = writer;
    }

    /// Opens the database and brings its schema up to date.
    ///
    /// Throws [StorageException.Unavailable] with one line that says what to do.
    public static Database open(Dialect dialect, Journal journal) {
        var database = new Database(dialect, Writer.start(dialect, journal, Migrations.load()));
        try {
            for (int i = 0; i < READERS; i++) {
                database.readers.add(Optional.of(database.openReader()));
            }
            return database;
        } catch (StorageException e) {
            database.close();
            throw e;
        }
    }

    /// Work inside one transaction.
    @FunctionalInterface
    public interface Work<T> {
        T run(Tx tx);
    }

    /// Runs the work on a snapshot that no writer disturbs.
    public <T> T read(Work<T> work) {
        Tx tx = take();
        boolean sound = true;
        try {
            tx.begin();
            tx.control("begin");
            try {
                return work.run(tx);
            } finally {
                tx.control("rollback");
            }
        } catch (SQLException e) {
            sound = false;
            throw dialect.translate(e);
        } finally {
            tx.failure().ifPresent(writer::noteDamage);
            giveBack(tx, sound && tx.failure().isEmpty());
        }
    }

    /// Runs the work, all or nothing, and returns after it is on the disk. Other callers may share the
    /// commit; what the work throws undoes its own part alone.
    ///
    /// The work holds up every other writer: no hashing, no signing, no network in it.
    public <T> T write(Work<T> work) {
        return writer.submit(work);
    }

    /// Looks at every page; an empty list means that the file is whole.
    public List<String> integrityProblems() {
        return dialect.integrityProblems();
    }

    /// Looks at every page and takes the database out of service when one is damaged; answers what was found.
    public Optional<String> checkIntegrity() {
        Optional<String> problem = integrityProblems().stream().findFirst();
        problem.ifPresent(what ->
                writer.noteDamage(
                        new Damaged("the database is damaged (" + what + "): restore a backup")));
        return problem;
    }

    /// Why the database does not serve, if it does not: it tries to read and to commit.
    public Optional<String> unready() {
        try {
            read(tx -> tx.exists("select 1 from schema_migrations"));
            write(tx -> tx.update("update audit_chains set sequence = sequence"));
            return Optional.empty();
        } catch (StorageException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    public String describe() {
        return dialect.describe();
    }

    private Tx take() {
        writer.requireService();
        if (closed) {
            throw new Unavailable("the database is closed");
        }
        try {
            Optional<Tx> place = readers.poll(READER_WAIT_SECONDS, TimeUnit.SECONDS);
            if (place == null) {
                throw new Unavailable("no database connection became free in 10 seconds");
            }
            return place.isPresent() ? place.get() : reopened();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted while waiting for the database", e);
        }
    }

    private void giveBack(Tx tx, boolean sound) {
        if (closed) {
            tx.close();
        } else if (sound) {
            readers.add(Optional.of(tx));
        } else {
            tx.close();
            readers.add(Optional.empty());
        }
    }

    private Tx reopened() {
        try {
            return openReader();
        } catch (StorageException e) {
            readers.add(Optional.empty());
            throw e;
        }
    }

    private Tx openReader() {
        try {
            return new Tx(dialect.openReader(), dialect);
        } catch (SQLException e) {
            throw dialect.translate(e);
        }
    }

    /// Finishes the writes that were accepted, then closes the readers and, last, the writer.
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        writer.drain();
        var places = new ArrayList<Optional<Tx>>();
        readers.drainTo(places);
        places.forEach(place -> place.ifPresent(Tx::close));
        writer.close();
    }
}
