package dev.microauth;

import dev.microauth.actor.Actor;
import dev.microauth.audit.Action;
import dev.microauth.audit.AuditChain;
import dev.microauth.db.Database;
import dev.microauth.db.Dialect;
import dev.microauth.db.MemorySqlite;
import dev.microauth.db.SnapshotFile;
import dev.microauth.db.Sqlite;
import dev.microauth.directory.DataDirectory;
import dev.microauth.directory.DirectoryRefusal;
import dev.microauth.key.Custody;
import dev.microauth.secret.KeyExport;
import dev.microauth.secret.Randomness;
import dev.microauth.secret.RootKey;
import dev.microauth.secret.Secret;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

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
        if (options.directory.isEmpty()) {
            return inMemory(options);
        }
        Path path = options.directory.get();
        requireThere(options, path.resolve(DATABASE));
        var directory = DataDirectory.lock(path);
        try {
            return new Opening(options, directory).open();
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /// Keys and database are made for this engine alone, and are gone with it.
    private static Engine inMemory(MicroAuthBuilder options) {
        if (!options.mayCreate
                || options.persistenceInterval.isPresent()
                || options.masterKey.isPresent()
                || options.keyImport.isPresent()) {
            throw new IllegalStateException(
                    "existing(), persistenceInterval(…), a master key and its import are about a directory: say persistTo(directory) too");
        }
        try (RootKey root = RootKey.generate(new Randomness())) {
            var ground =
                    new Ground(
                            root,
                            new AuditChain(FIRST_CHAIN, root.keyed("audit chain")),
                            Custody.none(),
                            () -> {});
            var opening = Database.opening(MemorySqlite.alone(), ground.chain());
            return orClosed(opening, () -> ground.engine(options, opening, () -> {}));
        }
    }

    private static void requireThere(MicroAuthBuilder options, Path database) {
        Path previous = SnapshotFile.previous(database);
        boolean fallsBack = options.persistenceInterval.isPresent() && size(previous) > 0;
        if (size(database) > 0 || fallsBack) {
            return;
        }
        if (options.persistenceInterval.isEmpty() && Files.exists(previous)) {
            throw new DirectoryRefusal(
                    "%s is missing or empty, and %s, an older snapshot, is there: open the directory once with persistenceInterval(…), which falls back to it, or restore a backup"
                            .formatted(database, previous.getFileName()));
        }
        requireNotGone(database);
        // A first opening that was cut short leaves an empty file too, but nothing that comes
        // later.
        boolean wasFilled =
                !options.mayCreate
                        || options.keyImport.isPresent()
                        || Files.exists(database.resolveSibling(CHECKPOINT));
        if (Files.exists(previous) || (wasFilled && Files.exists(database))) {
            throw new DirectoryRefusal(
                    database + " is empty, and must not be taken for a new one: restore a backup");
        }
        if (!options.mayCreate) {
            Path path = database.getParent();
            throw new DirectoryRefusal(
                    path
                            + " holds no microauth database: make one with `microauthd init --data "
                            + path
                            + "`, or with `microauthd quickstart`");
        }
    }

    /// SQLite would throw away the log of a file that it finds anew, with all that may be saved from it.
    private static void requireNotGone(Path database) {
        boolean wasHere =
                Files.exists(database.resolveSibling(CHECKPOINT))
                        || Files.exists(database.resolveSibling(DATABASE + "-wal"));
        if (wasHere && !Files.exists(database)) {
            throw new DirectoryRefusal(
                    database
                            + " is missing, and was here: restore a backup, or choose another directory for a new one");
        }
    }

    private Engine open() {
        var keyFiles =
                new KeyFiles(
                        options.masterKey.orElseGet(
                                () -> new MasterKeySource.FromFile(directory.resolve(MASTER_KEY))),
                        directory,
                        whatThereIs());
        if (options.keyImport.isEmpty()) {
            try (RootKey root = keyFiles.unlock()) {
                return opened(over(root, keyFiles), keyFiles::settle);
            }
        }
        try (KeyExport adopted = keyFiles.adopt(options.keyImport.get())) {
            Engine opened = opened(over(adopted.root(), keyFiles), () -> keyFiles.keep(adopted));
            opened.note(Actor.system(options.appName), Action.KEY_MATERIAL_IMPORT, "");
            return opened;
        }
    }

    /// What is written down once the keys were found to open the database.
    private static Engine opened(Engine engine, Runnable last) {
        try {
            last.run();
            return engine;
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    private Engine over(RootKey root, KeyFiles keyFiles) {
        var ground =
                new Ground(
                        root,
                        new AuditChain(FIRST_CHAIN, root.keyed("audit chain")),
                        keyFiles,
                        keyFiles);
        return options.persistenceInterval
                .map(interval -> snapshots(ground, interval))
                .orElseGet(() -> everyCommit(ground));
    }

    /// The database that no new key may lock away.
    private Path whatThereIs() {
        Path previous = SnapshotFile.previous(database);
        return !Files.exists(database) && Files.exists(previous) ? previous : database;
    }

    private Engine everyCommit(Ground ground) {
        Dialect dialect =
                pageKey(ground)
                        .map(key -> Sqlite.encrypted(database, key))
                        .orElseGet(() -> Sqlite.plaintext(database));
        // SQLite gives its log the permissions of the database.
        DataDirectory.createPrivate(database);
        var opening = Database.opening(dialect, ground.chain());
        return orClosed(
                opening,
                () ->
                        ground.engine(
                                options,
                                opening,
                                () -> {
                                    requireWhole(opening);
                                    SnapshotFile.retirePrevious(database);
                                }));
    }

    private Engine snapshots(Ground ground, Duration interval) {
        Instant now = options.clock.instant();
        var memory = MemorySqlite.of(SnapshotFile.at(database, pageKey(ground)), now);
        var opening = Database.opening(memory, ground.chain());
        return orClosed(
                opening,
                () -> {
                    var engine = ground.engine(options, opening, () -> {});
                    memory.fallback()
                            .map(fallback -> Recovery.of(fallback, now))
                            .ifPresent(recovery -> tell(engine, recovery));
                    // The checkpoint saw what is lost: evidence, but no measure of what is there.
                    memory.settle(directory.resolve(CHECKPOINT));
                    opening.flush();
                    opening.flushEvery(interval);
                    return engine;
                });
    }

    private static Engine orClosed(Database opening, Supplier<Engine> engine) {
        try {
            return engine.get();
        } catch (RuntimeException e) {
            opening.close();
            throw e;
        }
    }

    /// Loudly, and before anything of the directory is changed.
    private void tell(Engine engine, Recovery recovery) {
        System.getLogger(Opening.class.getName())
                .log(Level.ERROR, database + ": " + recovery.describe());
        engine.recovered(recovery);
        engine.note(Actor.system(options.appName), Action.DATABASE_RECOVER, recovery.describe());
    }

    private Optional<Secret> pageKey(Ground ground) {
        return options.plaintextDatabase ? Optional.empty() : Optional.of(ground.root().pageKey());
    }

    /// What an engine stands on beside its database.
    private record Ground(
            RootKey root, AuditChain chain, Custody custody, AutoCloseable resources) {
        /// The services are put together while the database opens.
        ///
        /// @param look at what is there, before anything of it is changed
        Engine engine(MicroAuthBuilder options, Database opening, Runnable look) {
            var engine = new Engine(options, root, opening, chain, custody, resources);
            opening.awaitOpen();
            look.run();
            engine.begin();
            return engine;
        }
    }

    /// This driver's page tags are not checked on reading; a look at every page is. A large file is looked
    /// at in the background, by whoever serves it.
    private void requireWhole(Database opened) {
        if (size(database) <= CHECKED_AT_START) {
            opened.integrityProblems().stream()
                    .findFirst()
                    .ifPresent(problem -> {
                        throw new DirectoryRefusal(
                                database + " is damaged (" + problem + "): restore a backup");
                    });
        }
    }

    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw new DirectoryRefusal(file + " cannot be read: " + e.getMessage());
        }
    }
}
