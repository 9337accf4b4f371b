package dev.microauth;

import dev.microauth.directory.DataDirectory;
import dev.microauth.directory.DirectoryRefusal;
import dev.microauth.key.Custody;
import dev.microauth.password.PassphraseKey;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.problem.AuthException.Protected;
import dev.microauth.secret.BrokenSeal;
import dev.microauth.secret.KeyExport;
import dev.microauth.secret.MasterKey;
import dev.microauth.secret.Randomness;
import dev.microauth.secret.RootKey;
import dev.microauth.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the database is noise without: the master key, wherever it comes from, and the file of the root key sealed
/// under it. While the master key is being replaced the root key stands there twice, one line for each, so that a
/// crash between two writes leaves a pair that fits.
final class KeyFiles implements AutoCloseable {
    private MasterKeySource source;
    private final Path rootFile;
    private final Path database;
    private final Randomness randomness = new Randomness();

    KeyFiles(MasterKeySource source, Path rootFile, Path database) {
        this.source = source;
        this.rootFile = rootFile;
        this.database = database;
    }

    /// The root key; made, with a master key that is kept in a file, where there is no database yet.
    RootKey unlock() {
        try (MasterKey master = source.read().orElseGet(this::newMaster)) {
            return readRoot(master).orElseGet(() -> newRoot(master));
        }
    }

    Custody custody() {
        return new Custody(this::rotateMaster, this::rotateMaster, this::export);
    }

    private synchronized void rotateMaster() {
        switch (source) {
            case MasterKeySource.FromFile file -> {
                try (MasterKey fresh = MasterKey.generate(randomness)) {
                    rotate(fresh, file);
                }
            }
            case MasterKeySource.FromEnvironment _, MasterKeySource.Given _ ->
                    throw new Protected(
                            source.described()
                                    + " is kept elsewhere: replace it by a new key that you bring, and keep that one there");
        }
    }

    /// Who brings the key keeps it too, unless it comes from a file of ours.
    private synchronized void rotateMaster(MasterKey fresh) {
        switch (source) {
            case MasterKeySource.FromFile file -> rotate(fresh, file);
            case MasterKeySource.FromEnvironment _, MasterKeySource.Given _ -> {
                rotate(fresh);
                close();
                source = new MasterKeySource.Given(fresh.copy());
            }
        }
    }

    private void rotate(MasterKey fresh, MasterKeySource.FromFile file) {
        try (RootKey root = root()) {
            String underFresh = sealed(root, fresh);
            try (MasterKey old = file.read().orElseThrow(this::masterMissing)) {
                writeRoot(List.of(sealed(root, old), underFresh));
            }
            file.keep(fresh);
            writeRoot(List.of(underFresh));
        }
    }

    private void rotate(MasterKey fresh) {
        try (RootKey root = root()) {
            writeRoot(List.of(sealed(root, fresh)));
        }
    }

    private RootKey root() {
        try (MasterKey master = source.read().orElseThrow(this::masterMissing)) {
            return readRoot(master).orElseThrow(this::rootMissing);
        }
    }

    private synchronized byte[] export(char[] passphrase) {
        byte[] salt = KeyExport.salt(randomness);
        try (Secret key = passphraseKey(passphrase, salt);
                MasterKey master = source.read().orElseThrow(this::masterMissing);
                RootKey root = readRoot(master).orElseThrow(this::rootMissing)) {
            return KeyExport.write(root, master, salt, key, randomness);
        }
    }

    private static Secret passphraseKey(char[] passphrase, byte[] salt) {
        return PassphraseKey.derive(passphrase, salt)
                .map(Secret::of)
                .orElseThrow(() ->
                        new Invalid(
                                "passphrase",
                                "must have at least "
                                        + PassphraseKey.SHORTEST
                                        + " characters, and not a thousand"));
    }

    /// The keys of an export, for a database that came here without its own.
    ///
    /// Throws [DirectoryRefusal] when keys are here already, no database is, or the export does not open.
    KeyExport adopt(KeyImport brought) {
        if (Files.exists(rootFile)) {
            throw new DirectoryRefusal(
                    rootFile + " is here already: open the directory with the keys that it has");
        }
        if (!(source instanceof MasterKeySource.FromFile) && source.read().isEmpty()) {
            throw masterMissing();
        }
        if (!Files.exists(database)) {
            throw new DirectoryRefusal(
                    database + " is missing: put the database here that the keys belong to");
        }
        try (Secret key = passphraseKey(brought.passphrase(), KeyExport.salt(brought.export()))) {
            return KeyExport.open(brought.export(), key);
        } catch (BrokenSeal | Invalid e) {
            throw new DirectoryRefusal(
                    "the keys to import do not open: the passphrase is another one, or the bytes were changed");
        }
    }

    /// Writes down what was adopted, after it was found to open the database.
    void keep(KeyExport adopted) {
        Optional<MasterKey> here = source.read();
        try (MasterKey master = here.orElseGet(adopted::master)) {
            if (here.isEmpty() && source instanceof MasterKeySource.FromFile file) {
                file.keep(master);
            }
            writeRoot(List.of(sealed(adopted.root(), master)));
        }
    }

    private MasterKey newMaster() {
        // A new key would lock the old data away for ever.
        if (Files.exists(rootFile)
                || Files.exists(database)
                || !(source instanceof MasterKeySource.FromFile file)) {
            throw masterMissing();
        }
        var fresh = MasterKey.generate(randomness);
        file.keep(fresh);
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
                switch (source) {
                    case MasterKeySource.FromFile file ->
                            file.described()
                                    + " is missing, and the database opens with no other key: put it back";
                    case MasterKeySource.FromEnvironment _, MasterKeySource.Given _ ->
                            source.described()
                                    + " is not set: it has to hold the master key, one line of 64 hexadecimal digits";
                });
    }

    private DirectoryRefusal rootMissing() {
        return new DirectoryRefusal(
                rootFile
                        + " is missing, and the database opens with no other key: restore it from a backup");
    }

    private DirectoryRefusal mismatch() {
        return new DirectoryRefusal(
                source.described()
                        + " does not open "
                        + rootFile
                        + ": one of them is of another installation, or damaged");
    }

    @Override
    public void close() {
        if (source instanceof MasterKeySource.Given given) {
            given.key().close();
        }
    }
}
