package dev.microauth.directory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A data directory, opened by one process at a time.
///
/// The lock is the operating system's: it is gone with the process, however that ends. The lock file
/// is opened once; a second channel on it would drop the lock when it is closed.
public final class DataDirectory implements AutoCloseable {
    private static final Set<String> NETWORK_FILE_SYSTEMS =
            Set.of(
                    "nfs",
                    "nfs4",
                    "cifs",
                    "smb",
                    "smb2",
                    "smb3",
                    "smbfs",
                    "9p",
                    "afs",
                    "ceph",
                    "fuse.sshfs",
                    "glusterfs");

    /// What this process holds. The operating system's lock belongs to the process: to open and close the
    /// lock file once more, if only to find it locked, would drop it. And so would the garbage collector, which
    /// closes a channel that nobody remembers.
    private static final Map<Path, FileLock> HELD = new ConcurrentHashMap<>();

    /// The same for whoever has this class by another class loader, as a second application in a container does.
    private static final String HELD_IN_PROCESS = "dev.microauth.directory.held:";

    private final Path path;
    private final Path held;
    private final FileChannel channel;
    private final FileLock lock;

    private DataDirectory(Path path, Path held, FileChannel channel, FileLock lock) {
        this.path = path;
        this.held = held;
        this.channel = channel;
        this.lock = lock;
    }

    /// Makes the directory when it is missing (0700) and takes its lock.
    ///
    /// Throws [DirectoryRefusal.InUse] when another process holds it, [DirectoryRefusal] when it cannot
    /// be written, is on a network file system, or is open to other users.
    public static DataDirectory lock(Path given) {
        Path path = given.toAbsolutePath().normalize();
        try {
            create(path);
            requireLocal(path);
            closeIfEmpty(path);
            requirePrivate(
                    path,
                    path.getFileName()
                            + " lets other users in: take a directory that is for this alone, or chmod 700 "
                            + path);
            Path held = path.toRealPath();
            if (System.getProperties().putIfAbsent(HELD_IN_PROCESS + held, "") != null) {
                throw new DirectoryRefusal.InUse(
                        path
                                + " is in use by this process already: close it, or choose another directory");
            }
            try {
                return lock(path, held);
            } catch (IOException | RuntimeException e) {
                System.clearProperty(HELD_IN_PROCESS + held);
                throw e;
            }
        } catch (AccessDeniedException e) {
            throw new DirectoryRefusal(
                    e.getFile()
                            + " cannot be written by this user: change its owner, or choose another directory");
        } catch (IOException e) {
            throw new DirectoryRefusal(path + " cannot be used as data directory: " + reason(e));
        }
    }

    private static DataDirectory lock(Path path, Path held) throws IOException {
        var channel =
                FileChannel.open(
                        path.resolve("lock"),
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        ownerOnly("rw-------", path));
        Optional<FileLock> lock = tryLock(channel);
        if (lock.isEmpty()) {
            channel.close();
            throw new DirectoryRefusal.InUse(
                    path + " is in use by another process: stop it, or choose another directory");
        }
        HELD.put(held, lock.get());
        return new DataDirectory(path, held, channel, lock.get());
    }

    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException e) {
            return Optional.empty();
        }
    }

    private static void create(Path path) throws IOException {
        if (path.toString().contains("?")) {
            throw new DirectoryRefusal(
                    path + " has a question mark in its name: choose another directory");
        }
        if (!Files.isDirectory(path)) {
            Files.createDirectories(path, ownerOnly("rwx------", path));
        }
        if (!Files.isWritable(path)) {
            throw new AccessDeniedException(path.toString());
        }
    }

    private static void requireLocal(Path path) throws IOException {
        // Security I1: SQLite's locks are not kept by network file systems.
        String type = Files.getFileStore(path).type().toLowerCase(Locale.ROOT);
        if (NETWORK_FILE_SYSTEMS.contains(type)) {
            throw new DirectoryRefusal(
                    path + " is on a network file system (" + type + "): choose a local disk");
        }
    }

    /// A directory that was just made by hand is closed to others; one that holds things already might be
    /// meant to be open, or be the wrong one.
    private static void closeIfEmpty(Path path) throws IOException {
        try (var entries = Files.list(path)) {
            if (posix(path) && entries.findAny().isEmpty()) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            }
        }
    }

    private static void requirePrivate(Path path, String refusal) throws IOException {
        if (posix(path) && !ownersAlone(path)) {
            throw new DirectoryRefusal(refusal);
        }
    }

    private static boolean ownersAlone(Path path) throws IOException {
        var others = EnumSet.copyOf(EnumSet.allOf(PosixFilePermission.class));
        others.removeAll(PosixFilePermissions.fromString("rwx------"));
        others.retainAll(Files.getPosixFilePermissions(path));
        return others.isEmpty();
    }

    public Path path() {
        return path;
    }

    public Path resolve(String name) {
        return path.resolve(name);
    }

    /// Reads a file that holds a secret; empty when there is none.
    ///
    /// Throws [DirectoryRefusal] when other users may read it.
    public static Optional<byte[]> readSecret(Path file) {
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            // Section M: whoever else can read the key has it already.
            requirePrivate(
                    file,
                    file
                            + " can be read by other users: chmod 600 "
                            + file
                            + ", and think about a new key");
            return Optional.of(Files.readAllBytes(file));
        } catch (AccessDeniedException e) {
            throw new DirectoryRefusal(file + " cannot be read by this user: change its owner");
        } catch (IOException e) {
            throw new DirectoryRefusal(file + " cannot be read: " + reason(e));
        }
    }

    /// Writes a file (0600) so that after a crash either the old or the new content is there.
    public static void writeSecret(Path file, byte[] content) {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(fresh);
            try (var out =
                    FileChannel.open(
                            fresh,
                            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            ownerOnly("rw-------", file))) {
                var buffer = java.nio.ByteBuffer.wrap(content);
                while (buffer.hasRemaining()) {
                    out.write(buffer);
                }
            }
            putInPlace(fresh, file);
        } catch (IOException e) {
            throw new DirectoryRefusal(file + " cannot be written: " + reason(e));
        }
    }

    /// Gives a finished file its name, so that after a crash either the old or the new one stands there.
    public static void putInPlace(Path fresh, Path file) throws IOException {
        try (var channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(
                fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncParent(file);
    }

    /// Makes a directory (0700) where there is none.
    public static void createPrivateDirectory(Path directory) {
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectory(directory, ownerOnly("rwx------", directory));
            }
        } catch (IOException e) {
            throw new DirectoryRefusal(directory + " cannot be made: " + reason(e));
        }
    }

    /// Makes an empty file (0600) where there is none, for others to write to.
    public static void createPrivate(Path file) {
        try {
            if (!Files.exists(file)) {
                Files.createFile(file, ownerOnly("rw-------", file));
            }
        } catch (IOException e) {
            throw new DirectoryRefusal(file + " cannot be written: " + reason(e));
        }
    }

    public static void writeSecret(Path file, String line) {
        writeSecret(file, (line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void syncParent(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null || !posix(parent)) {
            return;
        }
        try (var directory = FileChannel.open(parent, StandardOpenOption.READ)) {
            directory.force(true);
        } catch (IOException e) {
            System.getLogger(DataDirectory.class.getName())
                    .log(System.Logger.Level.WARNING, "fsync of " + parent, e);
        }
    }

    private static boolean posix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<?>[] ownerOnly(String permissions, Path path) {
        return posix(path)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "there is no such file or directory";
            case AccessDeniedException _ -> "this user may not";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> e.getClass().getSimpleName() + ", " + e.getMessage();
        };
    }

    @Override
    public void close() {
        if (!channel.isOpen()) {
            return;
        }
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            System.getLogger(DataDirectory.class.getName())
                    .log(System.Logger.Level.WARNING, "releasing the lock", e);
        } finally {
            HELD.remove(held);
            System.clearProperty(HELD_IN_PROCESS + held);
        }
    }
}
