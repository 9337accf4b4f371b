package dev.microauth.db;

import com.google.errorprone.annotations.CompileTimeConstant;
import dev.microauth.problem.AuthException.Invalid;
import java.sql.SQLException;
import java.util.HexFormat;

/// A column that a list can be sorted by. It is never null: `coalesce` it under a name of its own in the
/// select.
public final class SortKey {
    private enum Kind {
        TEXT,
        NUMBER,
        BYTES
    }

    private final String name;
    private final String column;
    private final Kind kind;

    private SortKey(String name, String column, Kind kind) {
        this.name = name;
        this.column = column;
        this.kind = kind;
    }

    public static SortKey text(@CompileTimeConstant String column) {
        return new SortKey(column, column, Kind.TEXT);
    }

    /// A column of numbers or moments.
    public static SortKey number(@CompileTimeConstant String column) {
        return new SortKey(column, column, Kind.NUMBER);
    }

    /// A column of UUIDs.
    public static SortKey id(@CompileTimeConstant String column) {
        return new SortKey(column, column, Kind.BYTES);
    }

    /// The name by which it is asked for, where that is not the column's.
    public SortKey named(String asked) {
        return new SortKey(asked, column, kind);
    }

    String name() {
        return name;
    }

    String column() {
        return column;
    }

    /// What stands in the row, in a form that JSON has.
    Object read(Row row) throws SQLException {
        return switch (kind) {
            case TEXT -> row.text(column);
            case NUMBER -> row.number(column);
            case BYTES -> HexFormat.of().formatHex(row.bytes(column));
        };
    }

    /// The argument of a statement for what [#read] gave; throws [Invalid] for what it never gives.
    Object argument(Object read) {
        return switch (kind) {
            case TEXT -> {
                Invalid.unless(
                        read instanceof String text && text.indexOf('\0') < 0,
                        "after",
                        Cursor.FOREIGN);
                yield read;
            }
            case NUMBER -> {
                Invalid.unless(read instanceof Long, "after", Cursor.FOREIGN);
                yield read;
            }
            case BYTES -> bytes(read);
        };
    }

    private static byte[] bytes(Object read) {
        try {
            return HexFormat.of().parseHex(String.valueOf(read));
        } catch (IllegalArgumentException e) {
            throw new Invalid("after", Cursor.FOREIGN);
        }
    }
}
