package dev.microauth.db;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The current row of a result, read by column name.
public final class Row {
    private final ResultSet result;

    Row(ResultSet result) {
        this.result = result;
    }

    public String text(String column) throws SQLException {
        return present(result.getString(column), column);
    }

    public Optional<String> findText(String column) throws SQLException {
        return Optional.ofNullable(result.getString(column));
    }

    public long number(String column) throws SQLException {
        long value = result.getLong(column);
        if (result.wasNull()) {
            throw new SQLException("column " + column + " is null");
        }
        return value;
    }

    public Optional<Long> findNumber(String column) throws SQLException {
        long value = result.getLong(column);
        return result.wasNull() ? Optional.empty() : Optional.of(value);
    }

    public boolean flag(String column) throws SQLException {
        return result.getBoolean(column);
    }

    public byte[] bytes(String column) throws SQLException {
        return present(result.getBytes(column), column);
    }

    public UUID id(String column) throws SQLException {
        return Tx.uuid(bytes(column));
    }

    public Optional<UUID> findId(String column) throws SQLException {
        return Optional.ofNullable(result.getBytes(column)).map(Tx::uuid);
    }

    public Instant time(String column) throws SQLException {
        return Instant.ofEpochMilli(number(column));
    }

    public Optional<Instant> findTime(String column) throws SQLException {
        return findNumber(column).map(Instant::ofEpochMilli);
    }

    private static <T> T present(@Nullable T value, String column) throws SQLException {
        if (value == null) {
            throw new SQLException("column " + column + " is null");
        }
        return value;
    }

    /// Makes a value of the current row.
    @FunctionalInterface
    public interface Mapper<T> {
        T map(Row row) throws SQLException;
    }
}
