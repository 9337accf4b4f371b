package dev.microauth;

import dev.microauth.actor.Actor;
import dev.microauth.audit.Action;
import dev.microauth.audit.AuditChain;
import dev.microauth.db.Database;
import dev.microauth.db.Dialect;
import dev.microauth.db.Sqlite;
import dev.microauth.directory.DataDirectory;
import dev.microauth.directory.DirectoryRefusal;
import dev.microauth.secret.KeyExport;
import dev.microauth.secret.RootKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The way into a data directory: lock, keys, database; nothing is changed before all that exists was
/// found to fit together.
final class Opening {
    static final String DATABASE = "microauth.db";
    static final String MASTER_KEY = "master.key";
    static final String ROOT_KEY = "database.key";
    static final String CHECKPOINT = "audit-checkpoint";
    private static final long FIRST_CHAIN = 1;
    private static final long CHECKED_AT_START = 16L << 20;

    private final MicroAuthBuilder options;
    private final DataDirectory directory;
    private final Path database;

    private Opening(MicroAuthBuilder options, DataDirectory directory) {
        this.options = options;
        this.directory = directory;
        this.database = directory.resolve(DATABASE);
    }

    static Engine of(MicroAuthBuilder options) {
        Path path =
                options.directory.orElseThrow(
                        () -> new IllegalStateException("say persistTo(directory) first"));
        if (!options.mayCreate && !Files.exists(path.resolve(DATABASE))) {
            throw new DirectoryRefusal(
                    path
                            + " holds no microauth database: make one with `microauthd init --data "
                            + path
                            + "`, or with `microauthd quickstart`");
        }
        var directory = DataDirectory.lock(path);
        try {
            return new Opening(options, directory).open();
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    private Engine open() {
        var keyFiles =
                new KeyFiles(
                        options.masterKey.orElseGet(() ->
                                new MasterKeySource.FromFile(directory.resolve(MASTER_KEY))),
                        directory.resolve(ROOT_KEY),
                        database);
        if (options.keyImport.isEmpty()) {
            try (RootKey root = keyFiles.unlock()) {
                return open(root, keyFiles);
            }
        }
        try (KeyExport adopted = keyFiles.adopt(options.keyImport.get())) {
            Engine opened = open(adopted.root(), keyFiles);
            try {
                keyFiles.keep(adopted);
            } catch (RuntimeException e) {
                opened.close();
                throw e;
            }
            opened.note(Actor.system(options.appName), Action.KEY_MATERIAL_IMPORT, "");
            return opened;
        }
    }

    private Engine open(RootKey root, KeyFiles keyFiles) {
        Dialect dialect =
                options.plaintextDatabase
                        ? Sqlite.plaintext(database)
                        : Sqlite.encrypted(database, root.pageKey());
        // SQLite gives its log the permissions of the database.
        DataDirectory.createPrivate(database);
        var chain = new AuditChain(FIRST_CHAIN, root.keyed("audit chain"));
        var opened = Database.open(dialect, chain);
        try {
            requireWhole(opened);
            return new Engine(
                    options,
                    root,
                    opened,
                    chain,
                    keyFiles.custody(),
                    () -> {
                        keyFiles.close();
                        directory.close();
                    });
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /// This driver's page tags are not checked on reading; a look at every page is. A large file is looked
    /// at in the background, by whoever serves it.
    private void requireWhole(Database opened) {
        if (size() <= CHECKED_AT_START) {
            opened.integrityProblems().stream()
                    .findFirst()
                    .ifPresent(problem -> {
                        throw new DirectoryRefusal(
                                database + " is damaged (" + problem + "): restore a backup");
                    });
        }
    }

    private long size() {
        try {
            return Files.size(database);
        } catch (IOException e) {
            throw new DirectoryRefusal(database + " cannot be read: " + e.getMessage());
        }
    }
}
