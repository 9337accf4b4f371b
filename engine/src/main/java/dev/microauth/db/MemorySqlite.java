package dev.microauth.db;

import dev.microauth.db.StorageException.Unavailable;
import dev.microauth.secret.Randomness;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// SQLite in the memory of this process, under a name that nobody else knows; with a [SnapshotFile], what it holds
/// is read from there and written there as a whole.
///
/// SQLite gives readers no view of their own in memory, so that they and the writer take turns.
public final class MemorySqlite implements Dialect {
    private static final SqliteFailures FAILURES = new SqliteFailures("the database in memory");

    // What is in memory anyway is copied from there as quickly as from a cache.
    private static final String CACHE = "cache_size = -512";

    private final String address = freshAddress();
    private final Optional<SnapshotFile> file;
    private final Instant now;
    // Without a connection there would be no database.
    private Optional<Connection> anchor = Optional.empty();
    private Optional<SnapshotFile.Fallback> fallback = Optional.empty();
    private Optional<Long> written = Optional.empty();
    private boolean settled;

    private MemorySqlite(Optional<SnapshotFile> file, Instant now) {
        this.file = file;
        this.now = now;
    }

    /// Nothing but memory.
    public static MemorySqlite alone() {
        return new MemorySqlite(Optional.empty(), Instant.EPOCH);
    }

    /// With what the file holds; damaged when neither that nor the one before it can be read. Nothing is written before
    /// [#settle].
    public static MemorySqlite of(SnapshotFile file, Instant now) {
        return new MemorySqlite(Optional.of(file), now);
    }

    /// What was found instead of the newest snapshot, when that was damaged; known once the database is open.
    public synchronized Optional<SnapshotFile.Fallback> fallback() {
        return fallback;
    }

    /// What was read fits together: from now on it may be written.
    ///
    /// @param companion belongs to a damaged file, and is set aside with it
    public synchronized void settle(Path companion) {
        fallback.ifPresent(each -> each.setAside(companion));
        settled = true;
    }

    private static String freshAddress() {
        return "file:/microauth-"
                + HexFormat.of().formatHex(new Randomness().bytes(16))
                + "?vfs=memdb";
    }

    private static Connection connect(String address, String... pragmas) throws SQLException {
        var all = Stream.concat(Stream.of(CACHE), Stream.of(pragmas)).toArray(String[]::new);
        return Sqlite.connect("jdbc:sqlite:" + address, Optional.empty(), all);
    }

    @Override
    public synchronized Connection openWriter() throws SQLException {
        if (anchor.isEmpty()) {
            fill();
        }
        var connection = connect(address);
        try {
            Sqlite.claim(connection, file.map(SnapshotFile::toString).orElse("the memory"));
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /// An attempt that fails leaves nothing that another would take for what was read.
    private void fill() throws SQLException {
        anchor = Optional.of(connect(address));
        try {
            fallback = file.flatMap(each -> each.load(address, now));
            if (fallback.isEmpty() && !isEmpty()) {
                written = Optional.of(version());
            }
        } catch (SQLException | RuntimeException e) {
            anchor.ifPresent(MemorySqlite::discard);
            anchor = Optional.empty();
            throw e;
        }
    }

    @Override
    public Connection openReader() throws SQLException {
        return connect(address, "query_only = on");
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
        return FAILURES.translate(failure);
    }

    @Override
    public List<String> statements(String migration) {
        return SqliteWords.statements(migration);
    }

    @Override
    public void keepCopy(Connection writer, int from, int to) {
        file.ifPresent(each -> each.keepCopy(address, from, to));
    }

    @Override
    public boolean isExclusive() {
        return true;
    }

    @Override
    public String describe() {
        return file.map(each -> "SQLite in memory, " + each.describe() + " at intervals")
                .orElse("SQLite in memory");
    }

    @Override
    public List<String> integrityProblems() {
        try (var connection = openReader();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("pragma integrity_check(20)")) {
            var problems = new ArrayList<String>();
            while (rows.next()) {
                problems.add(rows.getString(1));
            }
            problems.remove("ok");
            return List.copyOf(problems);
        } catch (SQLException e) {
            throw translate(e);
        }
    }

    @Override
    public void idle(Tx tx) {}

    @Override
    public boolean takesTurns() {
        return true;
    }

    /// The turn is taken for a copy in memory alone; encrypting and writing it holds nobody up.
    @Override
    public synchronized void flush(Turns turns) {
        if (file.isEmpty() || !settled) {
            return;
        }
        String copy = freshAddress();
        try (var keeper = connect(copy)) {
            Optional<Long> version = copy(turns, copy);
            if (version.isPresent()) {
                file.get().write(copy);
                written = version;
            }
            keeper.clearWarnings();
        } catch (SQLException e) {
            throw translate(e);
        }
    }

    /// Which version was copied; none when it is the one that was written last.
    private Optional<Long> copy(Turns turns, String to) throws SQLException {
        turns.enter();
        try {
            Optional<Long> version = Optional.of(version());
            if (version.equals(written)) {
                return Optional.empty();
            }
            try (var vacuum = anchor.orElseThrow().prepareStatement("vacuum into ?")) {
                vacuum.setString(1, to);
                vacuum.execute();
            }
            return version;
        } finally {
            turns.leave();
        }
    }

    /// Another number after each commit of another connection that changed anything.
    private long version() throws SQLException {
        return Sqlite.number(anchor.orElseThrow(), "pragma data_version");
    }

    private boolean isEmpty() throws SQLException {
        return Sqlite.number(anchor.orElseThrow(), "select count(*) from sqlite_master") == 0;
    }

    @Override
    public synchronized void close() {
        anchor.ifPresent(MemorySqlite::discard);
        file.ifPresent(SnapshotFile::close);
    }

    private static void discard(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new Unavailable("the memory was not released", e);
        }
    }
}
