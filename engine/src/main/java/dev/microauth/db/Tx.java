package dev.microauth.db;

import com.google.errorprone.annotations.CompileTimeConstant;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/// One transaction on one connection, for the thread that runs it.
///
/// Statements are compile-time constants and stay prepared for the life of the connection. Arguments are
/// `String`, `Long`, `Integer`, `Boolean`, `byte[]`, `UUID` (16 bytes), `Instant` (epoch milliseconds)
/// or an `Optional` of these.
public final class Tx {
    // A reader that lingers keeps the write-ahead log from being reset.
    private static final long READ_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final Instant FIRST = Instant.ofEpochMilli(Long.MIN_VALUE);
    private static final Instant LAST = Instant.ofEpochMilli(Long.MAX_VALUE);

    private final Connection connection;
    private final Dialect dialect;
    private final Map<String, Prepared> statements = new HashMap<>();
    private final Set<String> written = new HashSet<>();
    private final List<Journal.Entry> entries = new ArrayList<>();
    private Optional<StorageException> failure = Optional.empty();
    private long startedAt;

    /// A statement with what it changes, see [#changed].
    private record Prepared(PreparedStatement statement, Set<String> changed) {}

    Tx(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    /// The first row, if there is one.
    public <T> Optional<T> find(
            @CompileTimeConstant String sql, Row.Mapper<T> mapper, Object... arguments) {
        List<T> rows = list(sql, mapper, arguments);
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.getFirst());
    }

    public <T> List<T> list(
            @CompileTimeConstant String sql, Row.Mapper<T> mapper, Object... arguments) {
        return query(sql, mapper, List.of(arguments));
    }

    /// The same for a statement that [Selection] puts together of constant parts.
    <T> List<T> query(String sql, Row.Mapper<T> mapper, List<Object> arguments) {
        try (var result = bound(sql, arguments.toArray()).executeQuery()) {
            var rows = new ArrayList<T>();
            var row = new Row(result);
            while (result.next()) {
                rows.add(mapper.map(row));
                if (System.nanoTime() - startedAt > READ_LIMIT_NANOS) {
                    throw new StorageException(
                            "a transaction ran for more than two seconds: read in pages");
                }
            }
            return rows;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    public boolean exists(@CompileTimeConstant String sql, Object... arguments) {
        try (var result = bound(sql, arguments).executeQuery()) {
            return result.next();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /// Returns how many rows were changed.
    public int update(@CompileTimeConstant String sql, Object... arguments) {
        try {
            return bound(sql, arguments).executeUpdate();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /// Holds a subject until the commit: whoever holds the same one, on whichever node, waits for it. Nothing that is
    /// remembered of the subject is forgotten for it.
    public void holdSubject(UUID id) {
        dialect.holdSubject(this, id);
    }

    /// Hands an entry to the [Journal], to be written with this transaction or not at all.
    public void record(Journal.Entry entry) {
        entries.add(entry);
    }

    void begin() {
        startedAt = System.nanoTime();
        entries.clear();
        failure = Optional.empty();
    }

    /// The tables that statements named for a change since the last call; what foreign keys did is not in it.
    Set<String> takeWritten() {
        var taken = Set.copyOf(written);
        written.clear();
        return taken;
    }

    List<Journal.Entry> entries() {
        return List.copyOf(entries);
    }

    /// A failure stays a failure, even when the caller's work caught it.
    Optional<StorageException> failure() {
        return failure;
    }

    void control(@CompileTimeConstant String sql) throws SQLException {
        var statement = prepared(sql).statement();
        // A pragma answers rows; a statement left open would stand against the next commit.
        if (statement.execute()) {
            statement.getResultSet().close();
        }
    }

    void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            System.getLogger(Tx.class.getName())
                    .log(System.Logger.Level.DEBUG, "closing a connection", e);
        }
    }

    private StorageException failed(SQLException e) {
        var translated = dialect.translate(e);
        failure = Optional.of(translated);
        return translated;
    }

    private PreparedStatement bound(String sql, Object... arguments) throws SQLException {
        var prepared = prepared(sql);
        written.addAll(prepared.changed());
        for (int i = 0; i < arguments.length; i++) {
            bind(prepared.statement(), i + 1, arguments[i]);
        }
        return prepared.statement();
    }

    private Prepared prepared(String sql) throws SQLException {
        var known = statements.get(sql);
        if (known != null) {
            return known;
        }
        var fresh = new Prepared(connection.prepareStatement(sql), changed(sql));
        statements.put(sql, fresh);
        return fresh;
    }

    /// The table that a statement changes, and [Remembered#existing] of it unless it only adds to it.
    static Set<String> changed(String sql) {
        var words = new StringTokenizer(sql, " \n(");
        return switch (words.nextToken()) {
            case "update" -> andExisting(words.nextToken());
            case "delete" -> {
                words.nextToken();
                yield andExisting(words.nextToken());
            }
            case "insert" -> {
                words.nextToken();
                String table = words.nextToken();
                yield sql.contains("do update") ? andExisting(table) : Set.of(table);
            }
            case "with" ->
                    throw new IllegalArgumentException("say first what the statement changes");
            default -> Set.of();
        };
    }

    private static Set<String> andExisting(String table) {
        return Set.of(table, Remembered.existing(table));
    }

    private static void bind(PreparedStatement statement, int index, Object argument)
            throws SQLException {
        switch (argument) {
            case String text -> statement.setString(index, text);
            case Long number -> statement.setLong(index, number);
            case Integer number -> statement.setInt(index, number);
            case Boolean flag -> statement.setBoolean(index, flag);
            case byte[] bytes -> statement.setBytes(index, bytes);
            case UUID id -> statement.setBytes(index, bytes(id));
            case Instant time -> statement.setLong(index, milliseconds(time));
            case Optional<?> optional when optional.isPresent() ->
                    bind(statement, index, optional.get());
            case Optional<?> _ -> statement.setNull(index, java.sql.Types.NULL);
            default ->
                    throw new IllegalArgumentException(
                            "no column holds a " + argument.getClass().getName());
        }
    }

    /// What lies beyond the years that a column can tell apart stands for the first or the last of them.
    private static long milliseconds(Instant time) {
        if (time.isBefore(FIRST)) {
            return Long.MIN_VALUE;
        }
        return time.isAfter(LAST) ? Long.MAX_VALUE : time.toEpochMilli();
    }

    static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    static UUID uuid(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }
}
