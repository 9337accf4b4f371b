package dev.microauth.audit;

import dev.microauth.audit.AuditStore.Newest;
import dev.microauth.audit.Verdict.Broken;
import dev.microauth.db.Database;
import dev.microauth.db.Tx;
import dev.microauth.directory.DataDirectory;
import dev.microauth.secret.Digest;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Sealed checkpoints over all chains, told to whoever keeps them and kept, the newest alone, in a file beside the
/// database: a log that was cut, or put back to what it was, together with its heads does not reach them.
public final class Checkpoints {
    private static final Duration EVERY = Duration.ofHours(1);
    private static final long LAST_SECONDS = 5;

    private final Database database;
    private final AuditChain keys;
    private final Optional<Path> file;
    private final Consumer<String> abroad;
    private final InstantSource clock;
    private final ReentrantLock writing = new ReentrantLock();
    private Optional<Instant> written = Optional.empty();
    private volatile boolean ended;

    /// `abroad` takes the line of each away from this machine, or to a log that goes there.
    public Checkpoints(
            Database database,
            AuditChain keys,
            Optional<Path> file,
            Consumer<String> abroad,
            InstantSource clock) {
        this.database = database;
        this.keys = keys;
        this.file = file;
        this.abroad = abroad;
        this.clock = clock;
    }

    /// Writes one when the last is an hour old.
    public void whenDue() {
        writing.lock();
        try {
            Instant now = clock.instant();
            if (written.filter(last -> now.isBefore(last.plus(EVERY))).isEmpty()) {
                write();
            }
        } finally {
            writing.unlock();
        }
    }

    /// Writes one now; nothing where nothing happened since the last, and nothing over evidence: where the log
    /// does not reach the last checkpoint, that one stays.
    public void write() {
        writing.lock();
        try {
            writeNow();
        } finally {
            writing.unlock();
        }
    }

    private void writeNow() {
        var fresh = new Checkpoint(clock.instant(), database.read(AuditStore::newest));
        Optional<String> line = line();
        Optional<Checkpoint> kept = line.flatMap(each -> Checkpoint.of(each, keys));
        if (line.isPresent() && verify().isPresent()) {
            log().log(
                            Level.ERROR,
                            "the audit log does not reach its last checkpoint: run `microauthd audit verify`");
            return;
        }
        if (kept.filter(last -> isSame(last.newest(), fresh.newest())).isEmpty()) {
            String text = fresh.line(keys);
            // A checkpoint must not know more than what survives a crash, or the log would seem
            // cut.
            database.flush();
            abroad.accept(text);
            if (ended) {
                return;
            }
            file.ifPresent(path -> DataDirectory.writeSecret(path, text));
        }
        written = Optional.of(fresh.at());
    }

    /// The last before the log is closed. A disk that is full, a database out of service, or a keeper abroad who fails or does
    /// not answer, is no reason not to close; nothing is written to the file afterwards, which may be somebody else's by then.
    public void writeLast() {
        boolean mine = false;
        try {
            mine = writing.tryLock(LAST_SECONDS, TimeUnit.SECONDS);
            if (mine) {
                writeNow();
            } else {
                log().log(
                                Level.WARNING,
                                "no audit checkpoint at the end: the one before is not kept yet");
            }
        } catch (RuntimeException e) {
            log().log(Level.WARNING, "no audit checkpoint at the end: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended = true;
            if (mine) {
                writing.unlock();
            }
        }
    }

    /// What the log lacks of the checkpoint in the file, if it lacks anything.
    Optional<Broken> verify() {
        Optional<String> line = line();
        if (line.isEmpty()) {
            return Optional.empty();
        }
        Optional<Checkpoint> kept = Checkpoint.of(line.get(), keys);
        if (kept.isEmpty()) {
            return Optional.of(
                    new Broken(keys.number(), 0, "the checkpoint file was made up or changed"));
        }
        return database.read(tx ->
                kept.get().newest().stream()
                        .filter(each -> !reaches(tx, each))
                        .findFirst()
                        .map(each ->
                                new Broken(
                                        each.chain(),
                                        each.sequence(),
                                        "the event that the checkpoint of "
                                                + kept.get().at()
                                                + " saw is not there: the log was cut, or an older one put in its place")));
    }

    private boolean reaches(Tx tx, Newest seen) {
        Optional<Anchor> anchor =
                Anchor.find(tx, seen.chain())
                        .filter(each -> each.sequence() >= seen.sequence())
                        .filter(keys::isGenuine);
        if (anchor.isPresent()) {
            return anchor.get().sequence() > seen.sequence()
                    || Digest.same(anchor.get().mac(), seen.mac());
        }
        return AuditStore.mac(tx, seen.chain(), seen.sequence())
                .filter(mac -> Digest.same(mac, seen.mac()))
                .isPresent();
    }

    private Optional<String> line() {
        return file.flatMap(DataDirectory::readSecret)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip());
    }

    private static boolean isSame(List<Newest> one, List<Newest> other) {
        return one.size() == other.size()
                && one.stream()
                        .allMatch(each ->
                                other.stream()
                                        .anyMatch(found ->
                                                found.chain() == each.chain()
                                                        && Digest.same(found.mac(), each.mac())));
    }

    private static System.Logger log() {
        return System.getLogger(Checkpoints.class.getName());
    }
}
