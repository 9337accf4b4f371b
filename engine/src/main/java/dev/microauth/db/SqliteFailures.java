package dev.microauth.db;

import dev.microauth.db.StorageException.Conflict;
import dev.microauth.db.StorageException.Damaged;
import dev.microauth.db.StorageException.Unavailable;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// What a failure of SQLite means.
///
/// @param where the database, as the operator knows it
record SqliteFailures(String where) {
    StorageException translate(SQLException failure) {
        if (!(failure instanceof SQLiteException sqlite)) {
            return new StorageException(String.valueOf(failure.getMessage()), failure);
        }
        return switch (SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & 0xff)) {
            case SQLITE_CONSTRAINT -> new Conflict(failure);
            case SQLITE_NOTADB -> notOurs(failure);
            case SQLITE_CORRUPT -> new Damaged(where + " is damaged: restore a backup", failure);
            case SQLITE_FULL ->
                    new Unavailable("no space is left for " + where + ": free some", failure);
            case SQLITE_IOERR, SQLITE_NOMEM, SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM ->
                    new Unavailable(
                            where + " cannot be read or written: " + failure.getMessage(), failure);
            case SQLITE_BUSY, SQLITE_LOCKED -> new StorageException.Transient(failure);
            default -> new StorageException(String.valueOf(failure.getMessage()), failure);
        };
    }

    Damaged notOurs(Throwable failure) {
        return new Damaged(
                where
                        + " does not open with this key: it is damaged, of another program, or of another database.key",
                failure);
    }
}
