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

/// SQLite in the memory of this process, under a name that nobody else knows; with a [SnapshotFile], what it holds
/// is read from there and written there as a whole.
///
/// SQLite gives readers no view of their own in memory, so that they and the writer take turns.
public final class MemorySqlite implements Dialect {
    private static final SqliteFailures FAILURES = new SqliteFailures("the database in memory");

    private final String address;
    private final Optional<SnapshotFile> file;
    private final Connection anchor;
    private final Optional<SnapshotFile.Fallback> fallback;
    private Optional<Long> written = Optional.empty();
    private boolean settled;

    private MemorySqlite(Optional<SnapshotFile> file, Optional<Instant> now) {
        this.address = freshAddress();
        this.file = file;
        try {
            // Without a connection there would be no database.
            this.anchor = connect(address);
        } catch (SQLException e) {
            throw FAILURES.translate(e);
        }
        try {
            this.fallback = file.flatMap(each -> each.load(address, now.orElseThrow()));
            if (fallback.isEmpty() && !isEmpty()) {
                written = Optional.of(version());
            }
        } catch (SQLException e) {
            discard(anchor);
            throw FAILURES.translate(e);
        } catch (RuntimeException e) {
            discard(anchor);
            throw e;
        }
    }

    /// Nothing but memory.
    public static MemorySqlite alone() {
        return new MemorySqlite(Optional.empty(), Optional.empty());
    }

    /// With what the file holds. Nothing is written before [#settle].
    ///
    /// Throws [StorageException.Damaged] when neither the file nor the one before it can be read.
    public static MemorySqlite of(SnapshotFile file, Instant now) {
        return new MemorySqlite(Optional.of(file), Optional.of(now));
    }

    /// What was found instead of the newest snapshot, when that was damaged.
    public Optional<SnapshotFile.Fallback> fallback() {
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

    private static Connection connect(String address) throws SQLException {
        return Sqlite.connect("jdbc:sqlite:" + address, Optional.empty());
    }

    @Override
    public Connection openWriter() throws SQLException {
        var connection = connect(address);
        try {
            Sqlite.claim(connection, file.map(SnapshotFile::toString).orElse("the memory"));
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public Connection openReader() throws SQLException {
        var connection = connect(address);
        try (var statement = connection.createStatement()) {
            statement.execute("pragma query_only = on");
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
            try (var vacuum = anchor.prepareStatement("vacuum into ?")) {
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
        return Sqlite.number(anchor, "pragma data_version");
    }

    private boolean isEmpty() throws SQLException {
        return Sqlite.number(anchor, "select count(*) from sqlite_master") == 0;
    }

    @Override
    public synchronized void close() {
        discard(anchor);
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
