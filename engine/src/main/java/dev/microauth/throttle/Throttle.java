package dev.microauth.throttle;

import dev.microauth.db.Database;
import dev.microauth.db.Tx;
import dev.microauth.secret.RootKey.Keyed;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;

/// Failures by the typed name, existing or not, and where they came from; kept in the database, so that a restart
/// forgives nothing. The name itself is not stored: people type passwords there.
///
/// A name that fails from everywhere is under attack ([Siege]). Then sources that did not prove themselves before wait
/// for their first try, and for each further one: a quarter of an hour at most, however much the others fail. A source
/// that proved itself, and a browser known by its mark, goes on as if there were nobody else.
public final class Throttle {
    static final int FREE = 3;
    private static final long LONGEST_SECONDS = 900;
    private static final Duration FORGOTTEN_AFTER = Duration.ofDays(1);
    private static final int ROWS = 100_000;

    private final Database database;
    private final Keyed key;
    private final InstantSource clock;
    private final RateLimit limit;
    private final int rows;
    private final SourceBuckets sources = new SourceBuckets();
    private final FirstRefusals refusals = new FirstRefusals();

    public Throttle(Database database, Keyed key, InstantSource clock) {
        this(database, key, RateLimit.none(), clock);
    }

    /// @param limit for those who do not fail too
    public Throttle(Database database, Keyed key, RateLimit limit, InstantSource clock) {
        this(database, key, limit, clock, ROWS);
    }

    /// @param rows how many are kept of each kind
    Throttle(Database database, Keyed key, RateLimit limit, InstantSource clock, int rows) {
        this.database = database;
        this.limit = limit;
        this.key = key;
        this.clock = clock;
        this.rows = rows;
    }

    /// What a failure is counted under: a kind of name, the name as it was typed and folded, and a source, which is a
    /// network or a browser that is known.
    ///
    /// @param among how failures of other sources under the same name count
    public record Subject(String kind, String name, String source, Among among) {
        /// Alone with its own failures.
        public Subject(String kind, String name, String source) {
            this(kind, name, source, Among.NOBODY);
        }
    }

    /// Whose failures make a subject wait, beside its own.
    public enum Among {
        NOBODY,
        /// Those of all sources together slow down who is new; nobody can be kept out by them.
        ALL,
        /// Those of all sources together are all that is allowed: for what few digits protect, behind a proof that
        /// strangers do not have.
        ALL_STRICTLY
    }

    /// How often everybody may ask, whoever they say they are.
    public RateLimit limit() {
        return limit;
    }

    /// How long this subject has to wait still; empty when it may try.
    public Optional<Duration> wait(Subject subject) {
        Instant now = clock.instant();
        Optional<Duration> source = sources.wait(subject.source(), now);
        if (source.isPresent()) {
            return source;
        }
        Optional<Duration> wait = database.read(tx -> wait(tx, subject));
        if (wait.isPresent() && database.read(tx -> own(tx, subject, now)).isEmpty()) {
            // Its waiting has to begin somewhere, or it would never end.
            Instant until = now.plus(wait.get());
            database.write(tx -> {
                if (own(tx, subject, now).isEmpty()) {
                    FailureStore.put(tx, key(subject), 0, now, until);
                }
                return true;
            });
        }
        return wait;
    }

    /// Whether nobody was told of this subject's waiting yet, or not for a minute: worth an event, which not every
    /// refusal is.
    public boolean isNews(Subject subject) {
        Instant now = clock.instant();
        String who =
                sources.wait(subject.source(), now).isPresent()
                        ? subject.source()
                        : HexFormat.of().formatHex(key(subject));
        return refusals.isFirst(who, now);
    }

    /// The same inside a transaction, where no failure comes in between; says nothing of the source's bucket.
    public Optional<Duration> wait(Tx tx, Subject subject) {
        Instant now = clock.instant();
        Optional<FailureStore.Failures> own = own(tx, subject, now);
        Optional<Instant> until =
                switch (subject.among()) {
                    case NOBODY -> own.map(FailureStore.Failures::blockedUntil);
                    case ALL ->
                            own.map(FailureStore.Failures::blockedUntil)
                                    .or(() ->
                                            Optional.of(now.plus(siege(tx, subject, now).slow())));
                    case ALL_STRICTLY ->
                            Optional.of(
                                    later(
                                            own.map(FailureStore.Failures::blockedUntil)
                                                    .orElse(now),
                                            siege(tx, subject, now).closedUntil(now)));
                };
        return until.filter(now::isBefore).map(moment -> Duration.between(now, moment));
    }

    /// Counts a failure. The first three cost nothing, then 1, 2, 4 … 900 seconds.
    public void fail(Tx tx, Subject subject) {
        Instant now = clock.instant();
        sources.fail(subject.source(), now);
        var own = FailureStore.hold(tx, key(subject), now);
        long failures = (isRemembered(own, now) ? own.count() : 0) + 1;
        Duration wait = delay(failures);
        if (subject.among() != Among.NOBODY) {
            var all = FailureStore.hold(tx, everywhere(subject), now);
            Siege siege = new Siege(all.count(), all.lastFailedAt()).at(now).worse(now);
            FailureStore.put(tx, everywhere(subject), siege.level(), siege.since(), now);
            wait =
                    subject.among() == Among.ALL && siege.slow().compareTo(wait) > 0
                            ? siege.slow()
                            : wait;
        }
        FailureStore.put(tx, key(subject), failures, now, now.plus(wait));
    }

    /// Forgives this subject, after it has proved itself, and knows its source for a day; what others did stays counted.
    public void clear(Tx tx, Subject subject) {
        Instant now = clock.instant();
        switch (subject.among()) {
            case NOBODY -> FailureStore.forgive(tx, key(subject), now);
            case ALL, ALL_STRICTLY -> FailureStore.prove(tx, key(subject), now);
        }
    }

    static Duration delay(long failures) {
        if (failures <= FREE) {
            return Duration.ZERO;
        }
        long exponent = Math.min(failures - FREE - 1, 10);
        return Duration.ofSeconds(Math.min(1L << exponent, LONGEST_SECONDS));
    }

    /// Removes what is forgotten, and the rows beyond the bound that say least.
    public void purge() {
        Instant old = clock.instant().minus(FORGOTTEN_AFTER);
        database.writeBatches((tx, most) -> FailureStore.purge(tx, old, rows, most));
    }

    /// What is known of a subject; after a quiet day that is nothing.
    private Optional<FailureStore.Failures> own(Tx tx, Subject subject, Instant now) {
        return FailureStore.find(tx, key(subject)).filter(row -> isRemembered(row, now));
    }

    private static boolean isRemembered(FailureStore.Failures row, Instant now) {
        return row.lastFailedAt().plus(FORGOTTEN_AFTER).isAfter(now);
    }

    private Siege siege(Tx tx, Subject subject, Instant now) {
        return FailureStore.find(tx, everywhere(subject))
                .map(row -> new Siege(row.count(), row.lastFailedAt()).at(now))
                .orElseGet(() -> Siege.none(now));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private byte[] key(Subject subject) {
        return key(subject.kind(), subject.source(), subject.name());
    }

    /// The row of a name as a whole. No source has an empty name.
    private byte[] everywhere(Subject subject) {
        return key(subject.among() + " " + subject.kind(), "", subject.name());
    }

    private byte[] key(String kind, String source, String name) {
        String text = kind + '\n' + source + '\n' + name;
        return key.mac(text.getBytes(StandardCharsets.UTF_8));
    }
}
