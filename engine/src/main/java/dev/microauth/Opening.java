package dev.microauth;

import dev.microauth.audit.AuditChain;
import dev.microauth.db.Database;
import dev.microauth.db.Dialect;
import dev.microauth.db.Sqlite;
import dev.microauth.directory.DataDirectory;
import dev.microauth.directory.DirectoryRefusal;
import dev.microauth.secret.BrokenSeal;
import dev.microauth.secret.MasterKey;
import dev.microauth.secret.Randomness;
import dev.microauth.secret.RootKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/// The way into a data directory: lock, master key, root key, database; nothing is changed before all
/// that exists was found to fit together.
final class Opening {
    static final String MASTER_KEY = "master.key";
    static final String ROOT_KEY = "database.key";
    static final String DATABASE = "microauth.db";
    private static final long FIRST_CHAIN = 1;
    private static final long CHECKED_AT_START = 16L << 20;

    private final MicroAuthBuilder options;
    private final DataDirectory directory;
    private final Path masterKeyFile;
    private final Path rootKeyFile;
    private final Path databaseFile;

    private Opening(MicroAuthBuilder options, DataDirectory directory) {
        this.options = options;
        this.directory = directory;
        this.masterKeyFile = options.masterKeyFile.orElse(directory.resolve(MASTER_KEY));
        this.rootKeyFile = directory.resolve(ROOT_KEY);
        this.databaseFile = directory.resolve(DATABASE);
    }

    static MicroAuth of(MicroAuthBuilder options) {
        Path path =
                options.directory.orElseThrow(
                        () -> new IllegalStateException("say persistTo(directory) first"));
        if (!options.mayCreate && !Files.exists(path.resolve(DATABASE))) {
            throw new DirectoryRefusal(
                    path
                            + " holds no microauth database: make one with `microauthd quickstart --data "
                            + path
                            + "`");
        }
        var directory = DataDirectory.lock(path);
        try {
            return new Opening(options, directory).open();
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    private MicroAuth open() {
        try (MasterKey master = masterKey();
                RootKey root = rootKey(master)) {
            Dialect dialect =
                    options.plaintextDatabase
                            ? Sqlite.plaintext(databaseFile)
                            : Sqlite.encrypted(databaseFile, root.pageKey());
            // SQLite gives its log the permissions of the database.
            DataDirectory.createPrivate(databaseFile);
            var chain = new AuditChain(FIRST_CHAIN, root.keyed("audit chain"));
            var database = Database.open(dialect, chain);
            try {
                requireWhole(database);
                return new MicroAuth(options, root, database, chain, directory);
            } catch (RuntimeException e) {
                database.close();
                throw e;
            }
        }
    }

    /// This driver's page tags are not checked on reading; a look at every page is. A large file is looked
    /// at in the background, by whoever serves it.
    private void requireWhole(Database database) {
        if (isSmall()) {
            database.integrityProblems().stream()
                    .findFirst()
                    .ifPresent(problem -> {
                        throw new DirectoryRefusal(
                                databaseFile + " is damaged (" + problem + "): restore a backup");
                    });
        }
    }

    private boolean isSmall() {
        try {
            return Files.size(databaseFile) <= CHECKED_AT_START;
        } catch (IOException e) {
            throw new DirectoryRefusal(databaseFile + " cannot be read: " + e.getMessage());
        }
    }

    private MasterKey masterKey() {
        Optional<byte[]> stored = DataDirectory.readSecret(masterKeyFile);
        if (stored.isPresent()) {
            try {
                return MasterKey.parse(new String(stored.get(), StandardCharsets.US_ASCII));
            } catch (IllegalArgumentException e) {
                throw new DirectoryRefusal(masterKeyFile + " holds no key: " + e.getMessage());
            }
        }
        // A new key would lock the old data away for ever.
        if (Files.exists(rootKeyFile) || Files.exists(databaseFile)) {
            throw new DirectoryRefusal(
                    masterKeyFile
                            + " is missing, and the database opens with no other key: put it back");
        }
        var fresh = MasterKey.generate(new Randomness());
        DataDirectory.writeSecret(masterKeyFile, fresh.toHex());
        return fresh;
    }

    private RootKey rootKey(MasterKey master) {
        Optional<byte[]> stored = DataDirectory.readSecret(rootKeyFile);
        if (stored.isEmpty()) {
            if (Files.exists(databaseFile)) {
                throw new DirectoryRefusal(
                        rootKeyFile
                                + " is missing, and the database opens with no other key: restore it from a backup");
            }
            var fresh = RootKey.generate(new Randomness());
            write(fresh, master);
            return fresh;
        }
        try {
            byte[] sealed =
                    Base64.getDecoder()
                            .decode(new String(stored.get(), StandardCharsets.US_ASCII).strip());
            return RootKey.open(sealed, master);
        } catch (BrokenSeal | IllegalArgumentException e) {
            throw new DirectoryRefusal(
                    masterKeyFile
                            + " does not open "
                            + rootKeyFile
                            + ": one of them is of another installation or damaged");
        }
    }

    private void write(RootKey root, MasterKey master) {
        byte[] sealed = root.sealedBy(master, new Randomness());
        DataDirectory.writeSecret(rootKeyFile, Base64.getEncoder().encodeToString(sealed));
    }
}
