package dev.microauth.db;

import dev.microauth.db.StorageException.Damaged;
import dev.microauth.db.StorageException.Unavailable;
import dev.microauth.directory.DataDirectory;
import dev.microauth.directory.DirectoryRefusal;
import dev.microauth.secret.Secret;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteException;

/// A database file that is written as a whole: beside the present one, looked through, brought to the disk, and only
/// then put in its place. The one before stays as `….previous`. What is written is what [Sqlite] opens.
///
/// SQLite has the file open only while it is read or written here, so that it may be renamed in between.
public final class SnapshotFile {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Path file;
    private final Path previous;
    private final Optional<Secret> pageKey;

    private SnapshotFile(Path file, Optional<Secret> pageKey) {
        this.file = file;
        this.previous = previous(file);
        this.pageKey = pageKey;
    }

    /// Encrypted under the raw key (64 hexadecimal digits), or readable for anybody without one.
    public static SnapshotFile at(Path file, Optional<Secret> pageKey) {
        return new SnapshotFile(file, pageKey);
    }

    /// Where the snapshot before the newest stands.
    public static Path previous(Path file) {
        return beside(file, ".previous");
    }

    /// Moves the snapshot before the newest to `backups/`, once the file is written with every commit: it would grow
    /// old there, and be taken for what was there a moment ago.
    public static void retirePrevious(Path file) {
        Path previous = previous(file);
        try {
            if (Files.exists(previous) && Files.isSameFile(previous, file)) {
                // A second name of the file itself: writing a snapshot was cut short.
                Files.delete(previous);
            } else if (Files.exists(previous)) {
                Path copies = file.resolveSibling("backups");
                DataDirectory.createPrivateDirectory(copies);
                Files.move(
                        previous,
                        copies.resolve("last-snapshot.db"),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new Unavailable(previous + " cannot be moved: " + e.getMessage(), e);
        }
    }

    /// The newest snapshot could not be read, and the one before it was taken.
    ///
    /// @param file the one that could not be read
    /// @param isThere whether there is such a file at all
    /// @param suffix what its name is followed by from now on
    /// @param problem what is wrong with it
    /// @param written when the one that was taken was written
    public record Fallback(
            Path file, boolean isThere, String suffix, String problem, Instant written) {
        /// Where the damaged file is, once it is set aside.
        public Optional<Path> aside() {
            return isThere ? Optional.of(beside(file, suffix)) : Optional.empty();
        }

        /// Renames the damaged file, with what SQLite left beside it and what else belongs to it.
        void setAside(Path companion) {
            try {
                for (Path each :
                        List.of(file, beside(file, "-wal"), beside(file, "-journal"), companion)) {
                    if (Files.exists(each)) {
                        Files.move(each, beside(each, suffix), StandardCopyOption.ATOMIC_MOVE);
                    }
                }
                Files.deleteIfExists(beside(file, "-shm"));
            } catch (IOException e) {
                throw new Unavailable(file + " cannot be set aside: " + e.getMessage(), e);
            }
        }
    }

    /// Reads the newest snapshot that is whole into the memory at this address, and nothing when there is none.
    Optional<Fallback> load(String memory, Instant now) {
        boolean isThere = size(file) > 0;
        boolean wasThere = size(previous) > 0;
        if (!isThere && !wasThere) {
            return Optional.empty();
        }
        Optional<String> problem = isThere ? problem(file) : Optional.of("it is missing or empty");
        if (problem.isEmpty()) {
            read(file, memory);
            return Optional.empty();
        }
        requireFallback(problem.get());
        read(previous, memory);
        String suffix = ".damaged-" + STAMP.format(now);
        return Optional.of(new Fallback(file, isThere, suffix, problem.get(), age()));
    }

    private void requireFallback(String problem) {
        if (size(previous) == 0) {
            throw new Damaged(
                    "%s is damaged (%s), and there is no %s: restore a backup"
                            .formatted(file, problem, previous.getFileName()));
        }
        problem(previous)
                .ifPresent(other -> {
                    throw new Damaged(
                            "%s is damaged (%s), and so is %s (%s): restore a backup, with its keys"
                                    .formatted(file, problem, previous.getFileName(), other));
                });
    }

    private Instant age() {
        try {
            return Files.getLastModifiedTime(previous).toInstant();
        } catch (IOException e) {
            throw new Unavailable(previous + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static long size(Path path) {
        try {
            return Files.exists(path) ? Files.size(path) : 0;
        } catch (IOException e) {
            throw new Unavailable(path + " cannot be read: " + e.getMessage(), e);
        }
    }

    /// What is wrong with the file, if anything is: it looks at every page.
    private Optional<String> problem(Path path) {
        if (size(path) < Sqlite.SMALLEST_PAGE) {
            return Optional.of("it is cut off");
        }
        try {
            return sqlite(path).integrityProblems().isEmpty()
                    ? Optional.empty()
                    : Optional.of("pages of it cannot be read, or not with this key");
        } catch (Damaged e) {
            log().log(Level.DEBUG, "looking through a snapshot", e);
            return Optional.of("it does not open with this key");
        }
    }

    private Sqlite sqlite(Path path) {
        return pageKey.map(key -> Sqlite.encrypted(path, key))
                .orElseGet(() -> Sqlite.plaintext(path));
    }

    private void read(Path from, String memory) {
        vacuum(from, address(from), memory);
        // What was not taken over would be read into the next file of this name.
        if (size(beside(from, "-wal")) > 0) {
            throw new Unavailable(
                    beside(from, "-wal")
                            + " is still there: let `microauthd` open the directory once, and stop it");
        }
    }

    /// Makes what is in the memory at this address the newest snapshot.
    void write(String memory) {
        Path fresh = beside(file, ".new");
        try {
            writeWhole(memory, fresh);
            if (size(file) > 0) {
                keepPrevious();
            }
            DataDirectory.putInPlace(fresh, file);
        } catch (IOException | DirectoryRefusal e) {
            throw new Unavailable(file + " cannot be written: " + e.getMessage(), e);
        } finally {
            discard(fresh);
        }
    }

    private void writeWhole(String memory, Path fresh) throws IOException {
        Files.deleteIfExists(fresh);
        DataDirectory.createPrivate(fresh);
        vacuum(fresh, memory, address(fresh));
        problem(fresh)
                .ifPresent(what -> {
                    throw new Unavailable(fresh + " was not written whole (" + what + ")");
                });
    }

    /// The present file stays where it is: at no moment is there none.
    private void keepPrevious() throws IOException {
        Path link = beside(previous, ".new");
        Files.deleteIfExists(link);
        try {
            Files.createLink(link, file);
        } catch (UnsupportedOperationException | FileSystemException e) {
            log().log(Level.DEBUG, "no second name for a file here, it is copied", e);
            Files.copy(file, link, StandardCopyOption.COPY_ATTRIBUTES);
        }
        DataDirectory.putInPlace(link, previous);
        Files.deleteIfExists(link);
    }

    /// Into `backups/` beside the file, under the same key.
    void keepCopy(String memory, int from, int to) {
        Path copies = file.resolveSibling("backups");
        DataDirectory.createPrivateDirectory(copies);
        Path kept = copies.resolve("before-schema-" + to + ".db");
        Path fresh = beside(kept, ".new");
        try {
            writeWhole(memory, fresh);
            DataDirectory.putInPlace(fresh, kept);
        } catch (IOException e) {
            throw new Unavailable(kept + " cannot be written: " + e.getMessage(), e);
        } finally {
            discard(fresh);
        }
        log().log(
                        Level.INFO,
                        "the schema goes from version %d to %d; the database as it was is kept in %s"
                                .formatted(from, to, kept));
    }

    /// Copies a database from one address to the other, page by page as they are needed.
    ///
    /// An address may hold the key, and SQLite names addresses in what it says of failures: neither its words nor the
    /// exception go further.
    private static void vacuum(Path about, String from, String to) {
        try (var connection =
                        Sqlite.connect("jdbc:sqlite:file:between?mode=memory", Optional.empty());
                var attach = connection.prepareStatement("attach ? as here")) {
            attach.setString(1, from);
            attach.execute();
            try (var vacuum = connection.prepareStatement("vacuum here into ?")) {
                vacuum.setString(1, to);
                vacuum.execute();
            }
        } catch (SQLiteException e) {
            throw new Unavailable(
                    "%s cannot be read or written (%s): look for space and permissions"
                            .formatted(about, e.getResultCode().name()));
        } catch (SQLException e) {
            throw new Unavailable(about + " cannot be read or written");
        }
    }

    /// Of a file, as SQLite takes it, with the key.
    private String address(Path path) {
        return path.toAbsolutePath().toUri().getRawPath().transform(raw -> "file:" + raw)
                + pageKey.map(key -> "?cipher=chacha20&key=raw:" + key.revealText()).orElse("");
    }

    private static void discard(Path fresh) {
        try {
            Files.deleteIfExists(fresh);
        } catch (IOException e) {
            log().log(Level.WARNING, fresh + " cannot be removed: " + e.getMessage());
        }
    }

    private static Path beside(Path path, String suffix) {
        return path.resolveSibling(path.getFileName() + suffix);
    }

    String describe() {
        return (pageKey.isPresent() ? "written encrypted to " : "written in plaintext to ")
                + file.getFileName();
    }

    void close() {
        pageKey.ifPresent(Secret::close);
    }

    @Override
    public String toString() {
        return file.toString();
    }

    private static System.Logger log() {
        return System.getLogger(SnapshotFile.class.getName());
    }
}
