package dev.microauth;

import dev.microauth.directory.DataDirectory;
import dev.microauth.directory.DirectoryRefusal;
import dev.microauth.secret.BrokenSeal;
import dev.microauth.secret.MasterKey;
import dev.microauth.secret.Randomness;
import dev.microauth.secret.RootKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The two files without which the database is noise: the master key in the clear, and the root key sealed
/// under it. While the master key is being replaced the root key stands there twice, one line for each,
/// so that a crash between two writes leaves a pair that fits.
final class KeyFiles {
    private final Path masterFile;
    private final Path rootFile;
    private final Path database;
    private final Randomness randomness = new Randomness();

    KeyFiles(Path masterFile, Path rootFile, Path database) {
        this.masterFile = masterFile;
        this.rootFile = rootFile;
        this.database = database;
    }

    /// The root key; made, with the master key, where there is no database yet.
    RootKey unlock() {
        try (MasterKey master = readMaster().orElseGet(this::newMaster)) {
            return readRoot(master).orElseGet(() -> newRoot(master));
        }
    }

    /// Puts a new master key in the place of the present one; the root key and the database stay as they are.
    void rotateMaster() {
        try (MasterKey old = readMaster().orElseThrow(this::masterMissing);
                RootKey root = readRoot(old).orElseThrow(this::rootMissing);
                MasterKey fresh = MasterKey.generate(randomness)) {
            String underOld = sealed(root, old);
            String underFresh = sealed(root, fresh);
            writeRoot(List.of(underOld, underFresh));
            DataDirectory.writeSecret(masterFile, fresh.toHex());
            writeRoot(List.of(underFresh));
        }
    }

    private Optional<MasterKey> readMaster() {
        try {
            return DataDirectory.readSecret(masterFile)
                    .map(bytes -> MasterKey.parse(new String(bytes, StandardCharsets.US_ASCII)));
        } catch (IllegalArgumentException e) {
            throw new DirectoryRefusal(masterFile + " holds no key: " + e.getMessage());
        }
    }

    private MasterKey newMaster() {
        // A new key would lock the old data away for ever.
        if (Files.exists(rootFile) || Files.exists(database)) {
            throw masterMissing();
        }
        var fresh = MasterKey.generate(randomness);
        DataDirectory.writeSecret(masterFile, fresh.toHex());
        return fresh;
    }

    private Optional<RootKey> readRoot(MasterKey master) {
        return DataDirectory.readSecret(rootFile)
                .map(bytes -> new String(bytes, StandardCharsets.US_ASCII))
                .map(text ->
                        text.lines()
                                .flatMap(line -> open(line, master).stream())
                                .findFirst()
                                .orElseThrow(this::mismatch));
    }

    private static Optional<RootKey> open(String line, MasterKey master) {
        try {
            return Optional.of(RootKey.open(Base64.getDecoder().decode(line), master));
        } catch (BrokenSeal | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private RootKey newRoot(MasterKey master) {
        if (Files.exists(database)) {
            throw rootMissing();
        }
        var fresh = RootKey.generate(randomness);
        writeRoot(List.of(sealed(fresh, master)));
        return fresh;
    }

    private String sealed(RootKey root, MasterKey master) {
        return Base64.getEncoder().encodeToString(root.sealedBy(master, randomness));
    }

    private void writeRoot(List<String> lines) {
        DataDirectory.writeSecret(rootFile, lines.stream().collect(Collectors.joining("\n")));
    }

    private DirectoryRefusal masterMissing() {
        return new DirectoryRefusal(
                masterFile + " is missing, and the database opens with no other key: put it back");
    }

    private DirectoryRefusal rootMissing() {
        return new DirectoryRefusal(
                rootFile
                        + " is missing, and the database opens with no other key: restore it from a backup");
    }

    private DirectoryRefusal mismatch() {
        return new DirectoryRefusal(
                masterFile
                        + " does not open "
                        + rootFile
                        + ": one of them is of another installation, or damaged");
    }
}
