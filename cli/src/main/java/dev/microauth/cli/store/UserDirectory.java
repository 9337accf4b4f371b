package dev.microauth.cli.store;

import dev.microauth.cli.terminal.CommandFailure;
import dev.microauth.cli.terminal.ExitCode;
import dev.microauth.cli.terminal.Surroundings;
import dev.microauth.cli.terminal.Terminal;
import dev.microauth.json.Json;
import dev.microauth.json.Limits;
import dev.microauth.json.MalformedJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/// The user's configuration directory, `~/.config/microauth`. It is 0700 and its files are 0600, where the file
/// system knows such modes.
public final class UserDirectory {
    private final Path directory;

    private UserDirectory(Path directory) {
        this.directory = directory;
    }

    /// The one of this user (XDG Base Directory Specification: a relative `XDG_CONFIG_HOME` is passed over).
    public static UserDirectory of(Surroundings surroundings) {
        var base =
                surroundings
                        .variable("XDG_CONFIG_HOME")
                        .map(Path::of)
                        .filter(Path::isAbsolute)
                        .orElseGet(() -> surroundings.home().resolve(".config"));
        return new UserDirectory(base.resolve("microauth"));
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    /// Makes the directory if need be.
    Path made() {
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory.getParent());
                Files.createDirectory(directory, mode(directory, "rwx------"));
            }
            return directory;
        } catch (IOException e) {
            throw unusable(directory, "cannot be made");
        }
    }

    /// An object kept here; an empty one where there is none.
    Map<String, Object> read(String name) {
        try {
            return Json.object(Files.readAllBytes(file(name)), Limits.BODY);
        } catch (NoSuchFileException none) {
            return Map.of();
        } catch (IOException e) {
            throw unusable(file(name), "cannot be read");
        } catch (MalformedJson e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    file(name) + " is no JSON (" + e.getMessage() + ")",
                    "Delete it, and sign in anew with mad session login.");
        }
    }

    /// Puts an object in the place of the one before it, wholly or not at all.
    void write(String name, Map<String, Object> tree) {
        var file = made().resolve(name);
        try {
            var fresh = Files.createTempFile(directory, name, ".new", mode(directory, "rw-------"));
            try {
                Files.write(fresh, Json.bytes(tree));
                Files.move(
                        fresh,
                        file,
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw unusable(file, "cannot be written");
        }
    }

    /// Says when a file with something secret in it can be read by others. Pipes and devices are nobody's business.
    public static void warnOfReaders(Path file, Terminal terminal) {
        try {
            if (hasModes(file) && Files.isRegularFile(file)) {
                if (!Files.getPosixFilePermissions(file).stream()
                        .allMatch(UserDirectory::isOwners)) {
                    terminal.warn(file + " can be read by others. Give it the mode 0600.");
                }
            }
        } catch (IOException unreadable) {
            // Whoever reads the file itself says so.
            return;
        }
    }

    private static boolean isOwners(PosixFilePermission mode) {
        return mode.name().startsWith("OWNER");
    }

    private static boolean hasModes(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    static FileAttribute<?>[] mode(Path path, String mode) {
        return hasModes(path)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
                }
                : new FileAttribute<?>[0];
    }

    static CommandFailure unusable(Path path, String what) {
        return new CommandFailure(
                ExitCode.FAILED, path + " " + what, "Look at its owner and mode, and at the disk.");
    }
}
