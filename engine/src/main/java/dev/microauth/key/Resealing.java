package dev.microauth.key;

import dev.microauth.actor.Actor;
import dev.microauth.audit.Action;
import dev.microauth.audit.AuditEvent;
import dev.microauth.db.Database;
import dev.microauth.key.SealedColumn.Count;
import dev.microauth.key.SealedColumn.Sealed;
import dev.microauth.key.SealedColumn.Slice;
import dev.microauth.secret.BrokenSeal;
import dev.microauth.secret.VersionedSeal;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Seals anew, in batches, what an older data key sealed. Cut short at any point, it goes on from there the next time.
final class Resealing {
    private static final int BATCH = 200;

    private final Database database;
    private final List<SealedColumn> columns;
    private final InstantSource clock;
    // Housekeeping comes by each minute; what it finds is said once.
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    Resealing(Database database, List<SealedColumn> columns, InstantSource clock) {
        this.database = database;
        this.columns = List.copyOf(columns);
        this.clock = clock;
    }

    /// How many values each version seals.
    Map<Long, Long> counts() {
        return database.read(tx -> {
            var all = new HashMap<Long, Long>();
            columns.stream()
                    .flatMap(column -> column.counts(tx).stream())
                    .forEach(count -> all.merge(count.version(), count.values(), Long::sum));
            return all;
        });
    }

    /// The tables in which a version seals something.
    String tables(long version) {
        return database.read(tx ->
                columns.stream()
                        .filter(column ->
                                column.counts(tx).stream()
                                        .map(Count::version)
                                        .anyMatch(each -> each == version))
                        .map(SealedColumn::table)
                        .collect(Collectors.joining(", ")));
    }

    /// Seals all values of this version with the current one, save those that do not open.
    void run(DataKeys keys, long version, Actor actor) {
        columns.forEach(column -> run(keys, column, version, actor));
    }

    private void run(DataKeys keys, SealedColumn column, long version, Actor actor) {
        Slice slice = Slice.first(BATCH);
        int broken = 0;
        List<Sealed> read;
        do {
            Slice now = slice;
            read = database.read(tx -> column.values(tx, version, now));
            broken += keys.storing(batch(keys, column, read, actor));
            if (!read.isEmpty()) {
                slice = new Slice(read.getLast().id(), BATCH);
            }
        } while (read.size() == BATCH);
        if (broken > 0 && told.add(column.table() + " " + version + " " + broken)) {
            log().log(
                            Level.ERROR,
                            "%d values in %s do not open with data key %d that they name: they were changed or moved"
                                    .formatted(broken, column.table(), version));
        }
    }

    private record Replacement(Sealed before, byte[] anew) {}

    /// Seals outside the transaction and stores inside; answers how many values do not open.
    private Supplier<Integer> batch(
            DataKeys keys, SealedColumn column, List<Sealed> read, Actor actor) {
        return () -> {
            var anew = new ArrayList<Replacement>();
            for (Sealed each : read) {
                try {
                    anew.add(new Replacement(each, sealAnew(keys, each)));
                } catch (BrokenSeal e) {
                    log().log(Level.DEBUG, "sealing anew", e);
                }
            }
            if (!anew.isEmpty()) {
                store(column, anew, actor);
            }
            return read.size() - anew.size();
        };
    }

    private static byte[] sealAnew(DataKeys keys, Sealed value) {
        byte[] plain = keys.open(value.value(), value.place());
        try {
            return keys.seal(plain, value.place());
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private void store(SealedColumn column, List<Replacement> anew, Actor actor) {
        Instant now = clock.instant();
        database.write(tx -> {
            long stored = 0;
            for (Replacement each : anew) {
                long version = VersionedSeal.version(each.anew());
                if (column.replace(tx, each.before(), each.anew(), version)) {
                    stored++;
                }
            }
            long version = VersionedSeal.version(anew.getFirst().anew());
            if (stored > 0) {
                tx.record(
                        AuditEvent.of(now, actor, Action.DATA_KEY_RESEAL)
                                .on("data-key", Long.toString(version))
                                .saying(stored + " values of " + column.table()));
            }
            return stored;
        });
    }

    private static System.Logger log() {
        return System.getLogger(Resealing.class.getName());
    }
}
