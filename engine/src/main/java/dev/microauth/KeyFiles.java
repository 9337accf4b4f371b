package dev.microauth;

import dev.microauth.directory.DataDirectory;
import dev.microauth.directory.DirectoryRefusal;
import dev.microauth.key.Custody;
import dev.microauth.password.PassphraseKey;
import dev.microauth.problem.AuthException.Closed;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.problem.AuthException.Protected;
import dev.microauth.secret.BrokenSeal;
import dev.microauth.secret.KeyExport;
import dev.microauth.secret.MasterKey;
import dev.microauth.secret.Randomness;
import dev.microauth.secret.RootKey;
import dev.microauth.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the database is noise without: the master key, wherever it comes from, and the file of the root key sealed
/// under it. While the master key is being replaced the root key stands there once for each, a line under the former one
/// and the last line under the new one, so that a crash in between leaves a pair that fits.
///
/// It holds the directory and lets go of it: nothing is written here that may be somebody else's by then.
final class KeyFiles implements Custody, AutoCloseable {
    private MasterKeySource source;
    private final DataDirectory directory;
    private final Path rootFile;
    private final Path database;
    private final Randomness randomness = new Randomness();
    private boolean ended;

    KeyFiles(MasterKeySource source, DataDirectory directory, Path database) {
        this.source = source;
        this.directory = directory;
        this.rootFile = directory.resolve(Opening.ROOT_KEY);
        this.database = database;
    }

    /// The root key; made, with a master key that is kept in a file, where there is no database yet.
    RootKey unlock() {
        try (MasterKey master = source.read().orElseGet(this::newMaster)) {
            return readRoot(master).orElseGet(() -> newRoot(master));
        }
    }

    /// After the directory was opened: where that was with the newest key, the ones before it open nothing any more.
    synchronized void settle() {
        List<String> lines = lines();
        if (lines.size() > 1) {
            try (MasterKey master = source.read().orElseThrow(this::masterMissing)) {
                if (isUnder(master, lines.getLast())) {
                    writeRoot(List.of(lines.getLast()));
                }
            }
        }
    }

    @Override
    public synchronized void rotate(Runnable noted) {
        requireOpen();
        if (!(source instanceof MasterKeySource.FromFile file)) {
            throw new Protected(
                    source.described()
                            + " is kept elsewhere: replace it by a new key that you bring, and keep that one there");
        }
        if (!isOurs(file)) {
            throw new Protected(
                    file.described()
                            + " is outside of the data directory, and may be the key of other installations too: bring a new key to each of them, then put it there; what is replaced without one being brought is only "
                            + directory.resolve(Opening.MASTER_KEY));
        }
        try (MasterKey fresh = MasterKey.generate(randomness)) {
            replace(file, fresh);
        }
        noted.run();
    }

    /// Who brings the key keeps it too, unless it comes from a file of ours.
    @Override
    public synchronized void rotateTo(MasterKey fresh, Runnable noted) {
        requireOpen();
        if (source instanceof MasterKeySource.FromFile file && isOurs(file)) {
            replace(file, fresh);
        } else {
            addLine(fresh);
            forgetGiven();
            source = new MasterKeySource.Given(fresh.copy());
        }
        noted.run();
    }

    private void replace(MasterKeySource.FromFile file, MasterKey fresh) {
        addLine(fresh);
        file.keep(fresh);
        writeRoot(List.of(lines().getLast()));
    }

    /// Nobody else's, as far as can be known.
    private boolean isOurs(MasterKeySource.FromFile file) {
        Path parent = file.file().toAbsolutePath().normalize().getParent();
        try {
            return parent != null && Files.isSameFile(parent, directory.path());
        } catch (IOException e) {
            throw new DirectoryRefusal(parent + " cannot be read: " + e.getMessage());
        }
    }

    private void addLine(MasterKey fresh) {
        try (MasterKey master = source.read().orElseThrow(this::masterMissing);
                RootKey root = readRoot(master).orElseThrow(this::rootMissing)) {
            var kept = lines().stream().filter(line -> !isUnder(fresh, line));
            writeRoot(Stream.concat(kept, Stream.of(sealed(root, fresh))).toList());
        }
    }

    @Override
    public synchronized byte[] export(char[] passphrase, Runnable noted) {
        requireOpen();
        byte[] salt = KeyExport.salt(randomness);
        try (Secret key = passphraseKey(passphrase, salt);
                MasterKey master = source.read().orElseThrow(this::masterMissing);
                RootKey root = readRoot(master).orElseThrow(this::rootMissing)) {
            byte[] export = KeyExport.write(root, master, salt, key, randomness);
            noted.run();
            return export;
        }
    }

    private void requireOpen() {
        if (ended) {
            throw new Closed();
        }
    }

    @Override
    public synchronized void end() {
        ended = true;
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
                .map(KeyFiles::lines)
                .map(lines ->
                        lines.stream()
                                .flatMap(line -> open(line, master).stream())
                                .findFirst()
                                .orElseThrow(this::mismatch));
    }

    private List<String> lines() {
        return DataDirectory.readSecret(rootFile)
                .map(KeyFiles::lines)
                .orElseThrow(this::rootMissing);
    }

    private static List<String> lines(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII).lines().toList();
    }

    private static boolean isUnder(MasterKey master, String line) {
        Optional<RootKey> opened = open(line, master);
        opened.ifPresent(RootKey::close);
        return opened.isPresent();
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
        DataDirectory.writeSecret(rootFile, String.join("\n", lines));
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
    public synchronized void close() {
        ended = true;
        forgetGiven();
        directory.close();
    }

    private void forgetGiven() {
        if (source instanceof MasterKeySource.Given given) {
            given.key().close();
        }
    }
}
