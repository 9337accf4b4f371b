package dev.microauth.server.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;

/// Tells whether a file that holds a secret can be read or changed by somebody else.
final class Exposure {

    private Exposure() {}

    /// What is wrong with the permissions, as the rest of a sentence that begins with the file.
    static Optional<String> of(Path file) throws IOException {
        var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view == null) {
            return Optional.empty();
        }
        var attributes = view.readAttributes();
        var granted = EnumSet.noneOf(PosixFilePermission.class);
        granted.addAll(attributes.permissions());
        granted.removeAll(
                EnumSet.of(
                        PosixFilePermission.OWNER_READ,
                        PosixFilePermission.OWNER_WRITE,
                        PosixFilePermission.OWNER_EXECUTE));
        if (attributes.owner().getName().equals("root")) {
            // How service managers hand out secrets: owned by root, readable for the group of the
            // service.
            granted.remove(PosixFilePermission.GROUP_READ);
        }
        return granted.isEmpty()
                ? Optional.empty()
                : Optional.of("holds a secret and is open to other users");
    }
}
