package dev.microauth.db;

import dev.microauth.db.StorageException.Damaged;
import dev.microauth.db.StorageException.Unavailable;
import dev.microauth.directory.DataDirectory;
import dev.microauth.secret.Secret;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.sqlite.JDBC;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// SQLite with encrypted pages (ChaCha20-Poly1305), one process, one writing connection.
///
/// One connection writes and checkpoints: SQLite before 3.51.3 can lose writes when two do.
public final class Sqlite implements Dialect {
    private static final int APPLICATION_ID = 0x6d617574;
    private static final int CACHE_KIB = 16 * 1024;
    private static final int READER_CACHE_KIB = 2 * 1024;

    static final int SMALLEST_PAGE = 512;

    private final Path file;
    private final Optional<Secret> pageKey;

    private Sqlite(Path file, Optional<Secret> pageKey) {
        this.file = file;
        this.pageKey = pageKey;
    }

    /// A database file whose pages are encrypted under the raw key (64 hexadecimal digits).
    public static Sqlite encrypted(Path file, Secret pageKey) {
        return new Sqlite(file, Optional.of(pageKey));
    }

    /// A database file that anybody can read.
    public static Sqlite plaintext(Path file) {
        return new Sqlite(file, Optional.empty());
    }

    @Override
    public Connection openWriter() throws SQLException {
        requireNoRemnant();
        var connection = connect();
        try (var statement = connection.createStatement()) {
            claim(connection, file.toString());
            statement.execute("pragma journal_mode = wal");
            statement.execute("pragma synchronous = full");
            statement.execute("pragma fullfsync = on");
            statement.execute("pragma secure_delete = on");
            statement.execute("pragma cache_size = -" + CACHE_KIB);
            // NORMAL may lose the last commits with the power, and with them revocations.
            if (number(connection, "pragma synchronous") != 2) {
                throw new Unavailable("SQLite does not take synchronous=FULL");
            }
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /// SQLite takes a file that is shorter than its smallest page for an empty database, and overwrites it.
    private void requireNoRemnant() {
        try {
            long size = Files.exists(file) ? Files.size(file) : 0;
            if (size > 0 && size < SMALLEST_PAGE) {
                throw new Unavailable(file + " is cut off: restore a backup");
            }
        } catch (IOException e) {
            throw new Unavailable(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /// Marks an empty database as ours.
    static void claim(Connection connection, String where) throws SQLException {
        long id = number(connection, "pragma application_id");
        long tables = number(connection, "select count(*) from sqlite_master");
        if (id != APPLICATION_ID && (id != 0 || tables != 0)) {
            throw new Unavailable(
                    where + " is a database of another program: choose another data directory");
        }
        // To write what is there already would change a file that may turn out to be damaged.
        if (id != APPLICATION_ID) {
            try (var statement = connection.createStatement()) {
                statement.execute("pragma application_id = " + APPLICATION_ID);
            }
        }
    }

    @Override
    public Connection openReader() throws SQLException {
        return connect(
                "query_only = on", "wal_autocheckpoint = 0", "cache_size = -" + READER_CACHE_KIB);
    }

    /// A plaintext file read through the cipher is an "unsupported file format".
    private StorageException foreign(SQLiteException failure) throws SQLiteException {
        if (failure.getResultCode() == SQLiteErrorCode.SQLITE_ERROR) {
            return failures().notOurs(failure);
        }
        throw failure;
    }

    private Connection connect(String... pragmas) throws SQLException {
        try {
            return connect("jdbc:sqlite:" + file, pageKey, pragmas);
        } catch (SQLiteException e) {
            throw foreign(e);
        }
    }

    /// The driver reads with the key at once, and may find there what the file is.
    static Connection connect(String url, Optional<Secret> pageKey, String... pragmas)
            throws SQLException {
        var properties = new Properties();
        pageKey.ifPresent(key -> {
            properties.setProperty("cipher", "chacha20");
            properties.setProperty("password", "raw:" + key.revealText());
        });
        properties.setProperty("busy_timeout", "5000");
        properties.setProperty("foreign_keys", "true");
        SqliteDriver.awaitLoaded();
        var connection = JDBC.createConnection(url, properties);
        try (var statement = connection.createStatement()) {
            statement.execute("pragma trusted_schema = off");
            statement.execute("pragma mmap_size = 0");
            for (String pragma : pragmas) {
                statement.execute("pragma " + pragma);
            }
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public void begin(Tx tx) throws SQLException {
        tx.control("begin immediate");
    }

    /// There is one writer.
    @Override
    public void holdSubject(Tx tx, UUID id) {}

    @Override
    public StorageException translate(SQLException failure) {
        return failures().translate(failure);
    }

    private SqliteFailures failures() {
        return new SqliteFailures(file.toString());
    }

    @Override
    public List<String> statements(String migration) {
        return SqliteWords.statements(migration);
    }

    /// Into `backups/` beside the file, under the same key and readable for nobody else.
    @Override
    public void keepCopy(Connection writer, int from, int to) throws SQLException {
        Path copies = file.resolveSibling("backups");
        DataDirectory.createPrivateDirectory(copies);
        Path kept = copies.resolve("before-schema-" + to + ".db");
        Path fresh = kept.resolveSibling(kept.getFileName() + ".new");
        try {
            Files.deleteIfExists(fresh);
            DataDirectory.createPrivate(fresh);
            // Not the driver's own backup command: it writes the pages in plaintext.
            try (var vacuum = writer.prepareStatement("vacuum into ?")) {
                vacuum.setString(1, fresh.toString());
                vacuum.execute();
            }
            requireWhole(fresh);
            DataDirectory.putInPlace(fresh, kept);
        } catch (IOException e) {
            throw new Unavailable(fresh + " cannot be written: " + e.getMessage(), e);
        } finally {
            discard(fresh);
        }
        log().log(
                        Level.INFO,
                        "the schema goes from version %d to %d; the database as it was is kept in %s"
                                .formatted(from, to, kept));
    }

    private void requireWhole(Path copy) {
        new Sqlite(copy, pageKey)
                .integrityProblems().stream()
                        .findFirst()
                        .ifPresent(problem -> {
                            throw new Unavailable(
                                    "the copy of the database before its schema changes is not whole ("
                                            + problem
                                            + "): restore a backup, or free space and try again");
                        });
    }

    private static void discard(Path fresh) {
        try {
            Files.deleteIfExists(fresh);
        } catch (IOException e) {
            log().log(Level.WARNING, fresh + " cannot be removed: " + e.getMessage());
        }
    }

    @Override
    public boolean isExclusive() {
        return true;
    }

    @Override
    public String describe() {
        return pageKey.isPresent() ? "encrypted SQLite" : "SQLite in plaintext";
    }

    @Override
    public List<String> integrityProblems() {
        try (var connection = openReader();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("pragma integrity_check(20)")) {
            var problems = new ArrayList<String>();
            while (rows.next()) {
                String row = rows.getString(1);
                if (!row.equals("ok")) {
                    problems.add(row.replace('\n', ' '));
                }
            }
            return List.copyOf(problems);
        } catch (SQLException e) {
            StorageException failure = translate(e);
            if (failure instanceof Damaged) {
                return List.of(String.valueOf(failure.getMessage()));
            }
            // A look that could not be taken says nothing of the file.
            throw failure;
        }
    }

    @Override
    public void idle(Tx tx) throws SQLException {
        tx.control("pragma wal_checkpoint(truncate)");
    }

    @Override
    public boolean takesTurns() {
        return false;
    }

    @Override
    public void flush(Turns turns) {}

    @Override
    public void close() {
        pageKey.ifPresent(Secret::close);
    }

    static long number(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private static System.Logger log() {
        return System.getLogger(Sqlite.class.getName());
    }
}
