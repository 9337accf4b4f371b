package dev.microauth.db;

import dev.microauth.db.StorageException.Conflict;
import dev.microauth.db.StorageException.Unavailable;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;

/// PostgreSQL, for more than one machine. The writer's connection reads committed and relies on
/// conditional updates; durability is asked of the server and checked.
public final class Postgres implements Dialect {
    private final String url;
    private final Properties properties;

    /// A JDBC address and its properties (`user`, `password`, `ssl…`).
    public Postgres(String url, Properties properties) {
        this.url = url;
        this.properties = new Properties();
        this.properties.putAll(properties);
        this.properties.putIfAbsent("options", "-c statement_timeout=10000 -c lock_timeout=5000");
        this.properties.putIfAbsent("ApplicationName", "microauth");
    }

    @Override
    public Connection openWriter() throws SQLException {
        var connection = DriverManager.getConnection(url, properties);
        try {
            require(
                    connection,
                    "show fsync",
                    "on",
                    "the server has fsync=off: a power cut would bring revoked tokens back");
            require(
                    connection,
                    "select pg_is_in_recovery()::text",
                    "false",
                    "this server is a replica: connect to the primary");
            try (var statement = connection.createStatement()) {
                statement.execute("set synchronous_commit = on");
                statement.execute("set client_min_messages = warning");
            }
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static void require(
            Connection connection, String query, String expected, String refusal)
            throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            if (!rows.next() || !expected.equals(rows.getString(1))) {
                throw new Unavailable(refusal);
            }
        }
    }

    @Override
    public Connection openReader() throws SQLException {
        var connection = DriverManager.getConnection(url, properties);
        try (var statement = connection.createStatement()) {
            // The default would show every statement another moment.
            statement.execute(
                    "set session characteristics as transaction isolation level repeatable read, read only");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public void begin(Tx tx) throws SQLException {
        tx.control("begin isolation level read committed");
    }

    @Override
    public void holdSubject(Tx tx, UUID id) {
        tx.exists("select 1 from subjects where id = ? for update", id);
    }

    @Override
    public StorageException translate(SQLException failure) {
        String state = Optional.ofNullable(failure.getSQLState()).orElse("");
        return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case "23" -> new Conflict(failure);
            case "40", "55" -> new StorageException.Transient(failure);
            case "08", "53", "57", "58" ->
                    new Unavailable("PostgreSQL is out of reach: " + failure.getMessage(), failure);
            default -> new StorageException(String.valueOf(failure.getMessage()), failure);
        };
    }

    @Override
    public List<String> statements(String migration) {
        return Migrations.split(migration).stream()
                .filter(sql -> !sql.startsWith("/* sqlite */"))
                .toList();
    }

    @Override
    public void keepCopy(Connection writer, int from, int to) {
        log().log(
                        Level.WARNING,
                        "the schema goes from version %d to %d, and no copy of a PostgreSQL database is made here: keep one"
                                        .formatted(from, to)
                                + " yourself, with pg_dump, before each new version of this program");
    }

    @Override
    public boolean isExclusive() {
        return false;
    }

    @Override
    public String describe() {
        return "PostgreSQL";
    }

    @Override
    public List<String> integrityProblems() {
        return List.of();
    }

    @Override
    public void idle(Tx tx) {}

    @Override
    public boolean takesTurns() {
        return false;
    }

    @Override
    public void flush(Turns turns) {}

    @Override
    public void close() {}

    private static System.Logger log() {
        return System.getLogger(Postgres.class.getName());
    }
}
