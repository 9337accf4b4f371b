package dev.microauth.password;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// A file out of a jar, put once into a directory that nobody else can write, under a name that holds its SHA-256.
record UnpackedFile(Path directory, String stem, String ending) {

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    /// The file with exactly these bytes.
    ///
    /// @throws IOException when the directory cannot be written, or is not ours alone
    Path of(byte[] content) throws IOException {
        makeDirectory();
        Path target = directory.resolve(stem + "-" + sha256(content) + ending).toAbsolutePath();
        Path fresh = Files.createTempFile(directory, stem, ".part");
        try {
            refuseForeign(fresh);
            if (Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)
                    && Arrays.equals(Files.readAllBytes(target), content)) {
                return target;
            }
            Files.write(fresh, content);
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
            return target;
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private void makeDirectory() throws IOException {
        if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        FileAttribute<?>[] owned =
                POSIX
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rwx------"))
                        }
                        : new FileAttribute<?>[0];
        Files.createDirectory(directory, owned);
    }

    /// Whoever else can write the directory could exchange the library between this check and its loading.
    private void refuseForeign(Path fresh) throws IOException {
        if (!POSIX) {
            return;
        }
        var permissions = Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS);
        boolean shared =
                permissions.contains(PosixFilePermission.GROUP_WRITE)
                        || permissions.contains(PosixFilePermission.OTHERS_WRITE);
        // What this process makes belongs to it; a directory of another owner stays theirs to
        // change.
        if (shared
                || !Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS)
                        .equals(Files.getOwner(fresh))) {
            throw new IOException(
                    "The directory "
                            + directory
                            + " can be written by others. Make it ours with mode 0700.");
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
