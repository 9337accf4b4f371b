package dev.microauth.db;

import dev.microauth.db.Database.Work;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// What was read from a few tables, kept until a commit has changed one of them: a write that has returned
/// is never answered with what was before it. Where other processes write too, nothing is kept.
///
/// Each commit empties the page cache of every reader, whose next read decrypts its pages anew; what
/// hardly ever changes and is asked for with every request belongs here.
public final class Remembered<K, V> {
    static final int MOST = 1_000;

    private final Database database;
    private final boolean keeping;
    private final int most;
    private final Set<String> tables;
    private final Map<K, Note<V>> notes = new ConcurrentHashMap<>();
    private final AtomicLong age = new AtomicLong();

    private record Note<V>(long age, V value) {}

    /// @param most how many values are kept; none where nothing may be
    Remembered(Database database, int most, Set<String> tables) {
        this.database = database;
        this.keeping = most > 0;
        this.most = most;
        this.tables = tables;
    }

    /// The rows that a table has: to add one to it changes nothing of them.
    public static String existing(String table) {
        return "existing " + table;
    }

    /// The value, if it is remembered.
    public Optional<V> recall(K key) {
        var note = notes.get(key);
        return note != null && note.age() == age.get()
                ? Optional.of(note.value())
                : Optional.empty();
    }

    /// The value, remembered or read now. What is not there is asked for again each time.
    public Optional<V> find(K key, Work<Optional<V>> reading) {
        database.requireOpen();
        // Taken before the snapshot: what is overtaken by a commit goes under an age that has
        // passed.
        long now = age.get();
        var note = notes.get(key);
        if (note != null && note.age() == now) {
            return Optional.of(note.value());
        }
        Optional<V> read = database.read(reading);
        if (keeping && read.isPresent()) {
            if (notes.size() >= most) {
                notes.clear();
            }
            notes.put(key, new Note<>(now, read.get()));
        }
        return read;
    }

    /// A transaction that changed these tables was committed, or may have been.
    void written(Set<String> changed) {
        if (!Collections.disjoint(tables, changed)) {
            forget();
        }
    }

    void forget() {
        age.incrementAndGet();
        notes.clear();
    }
}
