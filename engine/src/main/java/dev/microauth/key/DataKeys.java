package dev.microauth.key;

import dev.microauth.actor.Actor;
import dev.microauth.audit.Action;
import dev.microauth.audit.AuditEvent;
import dev.microauth.db.Database;
import dev.microauth.db.StorageException;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.problem.AuthException.Protected;
import dev.microauth.secret.BrokenSeal;
import dev.microauth.secret.DataKeySafe;
import dev.microauth.secret.Place;
import dev.microauth.secret.Seal;
import dev.microauth.secret.VersionedSeal;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// The keys that seal secrets in columns, by version: one seals, older ones still open what they sealed until it is
/// sealed anew.
///
/// A value's row names its key by a foreign key: a version cannot go while something is left of it, and nothing can be
/// stored under one that has gone, whichever node tries.
public final class DataKeys {
    private static final int ATTEMPTS = 3;

    private static final int READ_AGAIN = 5;

    private final Database database;
    private final DataKeySafe safe;
    private final Resealing resealing;
    private final KeySchedule schedule;
    private final InstantSource clock;
    private final ReentrantLock changing = new ReentrantLock();
    private final LongAdder sealed = new LongAdder();
    private final LongAdder opened = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder rotated = new LongAdder();
    private volatile Optional<VersionedSeal> seals = Optional.empty();

    /// @param columns wherever something is stored that these keys sealed
    public DataKeys(
            Database database,
            DataKeySafe safe,
            List<SealedColumn> columns,
            KeySchedule schedule,
            InstantSource clock) {
        this.database = database;
        this.safe = safe;
        this.resealing = new Resealing(database, columns, clock);
        this.schedule = schedule;
        this.clock = clock;
    }

    /// Loads the keys, and makes the first one where there is none.
    public void load(Actor actor) {
        List<DataKeyStore.Stored> stored = stored();
        if (current(stored).isEmpty() || isUnversioned(current(stored).get())) {
            try {
                succeed(stored, Action.DATA_KEY_CREATE, actor);
            } catch (Protected | StorageException.Conflict e) {
                // Another node opens the same database for the first time: its key will do.
                log().log(Level.DEBUG, "the first data key", e);
            }
        }
        refresh();
    }

    public byte[] seal(byte[] plain, Place place) {
        sealed.increment();
        return seals().seal(plain, place);
    }

    /// Throws [BrokenSeal] when key, place or bytes are not those of the sealing.
    public byte[] open(byte[] value, Place place) {
        VersionedSeal known = seals();
        if (known.find(VersionedSeal.version(value)).isEmpty()) {
            // Another node may have rotated.
            refresh();
            known = seals();
        }
        try {
            byte[] plain = known.open(value, place);
            opened.increment();
            return plain;
        } catch (BrokenSeal e) {
            failed.increment();
            throw e;
        }
    }

    /// Runs what opens a row that was read, and where the key is gone by then, since the row was sealed anew and the key
    /// removed in between, what reads the row again; a few times, for keys can be removed one after the other.
    public <T> T opening(Supplier<T> read, Supplier<T> readAgain) {
        Supplier<T> reading = read;
        for (int left = READ_AGAIN; ; left--) {
            try {
                return reading.get();
            } catch (BrokenSeal.KeyGone e) {
                if (left == 0) {
                    throw e;
                }
                // A value that is broken is counted the last time.
                failed.decrement();
                reading = readAgain;
            }
        }
    }

    /// Runs what seals and stores; once more when the key that it sealed with was removed in between.
    public <T> T storing(Supplier<T> sealAndStore) {
        long before = seals().current();
        try {
            return sealAndStore.get();
        } catch (StorageException.Conflict e) {
            refresh();
            if (seals().current() == before) {
                throw e;
            }
            return sealAndStore.get();
        }
    }

    /// Lets a new version seal from now on; what is stored is sealed anew by and by.
    public DataKeyVersion rotate(Actor actor) {
        return alone(() -> {
            replace(actor);
            return versions().getLast();
        });
    }

    private void replace(Actor actor) {
        succeed(stored(), Action.DATA_KEY_ROTATE, actor);
        rotated.increment();
        refresh();
    }

    /// In the order of their numbers.
    public List<DataKeyVersion> versions() {
        Map<Long, Long> values = resealing.counts();
        return stored().stream()
                .map(key ->
                        new DataKeyVersion(
                                key.version(),
                                key.current(),
                                key.createdAt(),
                                key.retiredAt(),
                                values.getOrDefault(key.version(), 0L)))
                .toList();
    }

    /// Seals anew what an old version sealed, and destroys it.
    ///
    /// Throws [Protected] for the current version, and when a value of the old one does not open; [NotFound] when there
    /// is no such version.
    public void remove(long version, Actor actor) {
        alone(() -> {
            DataKeyStore.Stored key = old(version);
            for (int attempt = 1; !isRemoved(key, actor); attempt++) {
                if (attempt == ATTEMPTS) {
                    throw new Protected(
                            "data key %d still seals %d values that do not open, in %s: correct or delete these first"
                                    .formatted(
                                            version,
                                            resealing.counts().getOrDefault(version, 0L),
                                            resealing.tables(version)));
                }
            }
            refresh();
            return true;
        });
    }

    /// False while something is sealed with it; somebody may have stored what they had sealed before.
    private boolean isRemoved(DataKeyStore.Stored key, Actor actor) {
        resealing.run(this, key.version(), actor);
        return delete(key.version(), actor, "");
    }

    private DataKeyStore.Stored old(long version) {
        refresh();
        DataKeyStore.Stored key =
                stored().stream()
                        .filter(each -> each.version() == version)
                        .findFirst()
                        .orElseThrow(() -> new NotFound("data key", Long.toString(version)));
        if (key.current()) {
            throw new Protected(
                    "data key " + version + " seals what is stored from now on: rotate it first");
        }
        return key;
    }

    /// False while something is sealed with it.
    private boolean delete(long version, Actor actor, String why) {
        Instant now = clock.instant();
        try {
            return database.write(tx -> {
                if (!DataKeyStore.remove(tx, version)) {
                    throw new NotFound("data key", Long.toString(version));
                }
                tx.record(event(now, actor, Action.DATA_KEY_REMOVE, version).saying(why));
                return true;
            });
        } catch (StorageException.Conflict e) {
            return false;
        }
    }

    /// What the schedule asks for now: a new version when the current one is old, everything sealed with it, and
    /// nothing kept that is not needed.
    public void maintain(Actor actor) {
        alone(() -> {
            refresh();
            Instant now = clock.instant();
            if (current(stored()).filter(key -> !due(key).isAfter(now)).isPresent()) {
                replace(actor);
            }
            stored().stream()
                    .filter(key -> !key.current())
                    .forEach(key -> resealing.run(this, key.version(), actor));
            forget(actor);
            return true;
        });
    }

    private void forget(Actor actor) {
        List<DataKeyStore.Stored> old = stored().stream().filter(key -> !key.current()).toList();
        old.stream()
                .limit(Math.max(0, old.size() - schedule.oldKept()))
                .forEach(key -> delete(key.version(), actor, "it seals nothing any more"));
        refresh();
    }

    private Instant due(DataKeyStore.Stored key) {
        return key.createdAt().plus(schedule.rotation());
    }

    KeyMetrics.Rotations rotations() {
        DataKeyStore.Stored current = current(stored()).orElseThrow();
        return new KeyMetrics.Rotations(rotated.sum(), current.createdAt(), due(current));
    }

    int count() {
        return stored().size();
    }

    Work work() {
        return new Work(sealed.sum(), opened.sum(), failed.sum());
    }

    /// How many values were sealed and opened, and how many did not open.
    record Work(long sealed, long opened, long failed) {}

    private void succeed(List<DataKeyStore.Stored> stored, Action action, Actor actor) {
        Optional<DataKeyStore.Stored> before = current(stored);
        long version = before.map(DataKeyStore.Stored::version).orElse(0L) + 1;
        byte[] made = safe.make(version);
        Instant now = Instant.ofEpochMilli(clock.millis());
        database.write(tx -> {
            if (!DataKeyStore.succeed(tx, before, version, made, now)) {
                throw new Protected("another rotation was faster: look at the versions again");
            }
            tx.record(event(now, actor, action, version));
            return true;
        });
    }

    private static AuditEvent event(Instant now, Actor actor, Action action, long version) {
        return AuditEvent.of(now, actor, action).on("data-key", Long.toString(version));
    }

    private static Optional<DataKeyStore.Stored> current(List<DataKeyStore.Stored> stored) {
        return stored.stream().filter(DataKeyStore.Stored::current).findFirst();
    }

    private static boolean isUnversioned(DataKeyStore.Stored key) {
        return key.version() == DataKeySafe.UNVERSIONED;
    }

    private VersionedSeal seals() {
        return seals.orElseThrow(() -> new IllegalStateException("the data keys are not loaded"));
    }

    private List<DataKeyStore.Stored> stored() {
        return database.read(DataKeyStore::list);
    }

    /// Reads the keys as they stand now, which another node may have changed.
    private synchronized void refresh() {
        List<DataKeyStore.Stored> stored = stored();
        long current = current(stored).orElseThrow().version();
        var keys = new HashMap<Long, Seal>();
        stored.forEach(key -> keys.put(key.version(), open(key)));
        seals = Optional.of(new VersionedSeal(current, keys));
    }

    private Seal open(DataKeyStore.Stored key) {
        return seals.flatMap(known -> known.find(key.version()))
                .orElseGet(() -> safe.open(key.version(), key.sealedKey()));
    }

    /// One change of the keys at a time.
    private <T> T alone(Supplier<T> change) {
        changing.lock();
        try {
            return change.get();
        } finally {
            changing.unlock();
        }
    }

    private static System.Logger log() {
        return System.getLogger(DataKeys.class.getName());
    }
}
