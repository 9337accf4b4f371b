package dev.microauth.db;

import dev.microauth.problem.AuthException.OutOfService;

/// The database refused or failed. The message is for the log, never for a caller outside.
public class StorageException extends OutOfService {
    private static final long serialVersionUID = 1;

    public StorageException(String message) {
        super(message);
    }

    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }

    /// A unique or foreign key stood against the change; nothing of it is stored.
    public static final class Conflict extends StorageException {
        private static final long serialVersionUID = 1;

        Conflict(Throwable cause) {
            super("a constraint of the database stood against the change", cause);
        }
    }

    /// The database cannot be used: missing space, a failing disk, a damaged or foreign file, closed.
    public static class Unavailable extends StorageException {
        private static final long serialVersionUID = 1;

        public Unavailable(String message) {
            super(message);
        }

        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /// The file is not ours or not whole: nothing more is read from it or written to it.
    public static final class Damaged extends Unavailable {
        private static final long serialVersionUID = 1;

        Damaged(String message) {
            super(message);
        }

        public Damaged(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /// Another writer was in the way; the same work may go through when it is run again.
    static final class Transient extends StorageException {
        private static final long serialVersionUID = 1;

        Transient(Throwable cause) {
            super("another transaction was in the way", cause);
        }
    }
}
