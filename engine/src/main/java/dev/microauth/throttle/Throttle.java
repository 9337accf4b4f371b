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

/// Failures by the typed name, existing or not, and the network they came from; kept in the database,
/// so that a restart forgives nothing. The name itself is not stored: people type passwords there.
public final class Throttle {
    private static final int FREE = 3;
    private static final long LONGEST_SECONDS = 900;
    private static final Duration FORGOTTEN_AFTER = Duration.ofDays(1);
    private static final int ROWS = 100_000;

    private final Database database;
    private final Keyed key;
    private final InstantSource clock;
    private final SourceBuckets sources = new SourceBuckets();
    private final FirstRefusals refusals = new FirstRefusals();

    public Throttle(Database database, Keyed key, InstantSource clock) {
        this.database = database;
        this.key = key;
        this.clock = clock;
    }

    /// What a failure is counted under: a kind of name, the name as it was typed and folded, a network.
    public record Subject(String kind, String name, String network) {}

    /// How long this subject has to wait still; empty when it may try.
    public Optional<Duration> wait(Subject subject) {
        Instant now = clock.instant();
        Optional<Duration> source = sources.wait(subject.network(), now);
        if (source.isPresent()) {
            return source;
        }
        return database.read(tx -> wait(tx, subject));
    }

    /// Whether nobody was told of this subject's waiting yet, or not for a minute: worth an event, which not every
    /// refusal is.
    public boolean isNews(Subject subject) {
        Instant now = clock.instant();
        String who =
                sources.wait(subject.network(), now).isPresent()
                        ? subject.network()
                        : HexFormat.of().formatHex(key(subject));
        return refusals.isFirst(who, now);
    }

    /// The same inside a transaction, where no failure comes in between; says nothing of the source's bucket.
    public Optional<Duration> wait(Tx tx, Subject subject) {
        Instant now = clock.instant();
        return tx.find(
                        "select blocked_until from sign_in_failures where key = ?",
                        row -> row.time("blocked_until"),
                        key(subject))
                .filter(now::isBefore)
                .map(until -> Duration.between(now, until));
    }

    /// Counts a failure. The first three cost nothing, then 1, 2, 4 … 900 seconds.
    public void fail(Tx tx, Subject subject) {
        Instant now = clock.instant();
        sources.fail(subject.network(), now);
        byte[] row = key(subject);
        long before =
                tx.find(
                                "select failures, last_failed_at from sign_in_failures where key = ?",
                                r ->
                                        r.time("last_failed_at").plus(FORGOTTEN_AFTER).isBefore(now)
                                                ? 0
                                                : r.number("failures"),
                                row)
                        .orElse(0L);
        long failures = before + 1;
        tx.update(
                """
                insert into sign_in_failures (key, failures, last_failed_at, blocked_until) values (?, ?, ?, ?)
                on conflict (key) do update set failures = excluded.failures,
                    last_failed_at = excluded.last_failed_at, blocked_until = excluded.blocked_until
                """,
                row,
                failures,
                now,
                now.plus(delay(failures)));
    }

    /// Forgives this subject, after it has proved itself.
    public void clear(Tx tx, Subject subject) {
        tx.update("delete from sign_in_failures where key = ?", key(subject));
    }

    static Duration delay(long failures) {
        if (failures <= FREE) {
            return Duration.ZERO;
        }
        long exponent = Math.min(failures - FREE - 1, 10);
        return Duration.ofSeconds(Math.min(1L << exponent, LONGEST_SECONDS));
    }

    /// Removes what is forgotten, and the oldest rows beyond the bound.
    public void purge() {
        Instant old = clock.instant().minus(FORGOTTEN_AFTER);
        database.writeBatches((tx, most) -> purge(tx, old, most));
    }

    private static int purge(Tx tx, Instant old, int most) {
        int gone =
                tx.update(
                        """
                        delete from sign_in_failures where key in
                            (select key from sign_in_failures where last_failed_at < ? limit ?)
                        """,
                        old,
                        most);
        return gone
                + tx.update(
                        """
                        delete from sign_in_failures where key in
                            (select key from sign_in_failures order by last_failed_at desc limit ? offset ?)
                        """,
                        most,
                        ROWS);
    }

    private byte[] key(Subject subject) {
        String text = subject.kind() + '\n' + subject.network() + '\n' + subject.name();
        return key.mac(text.getBytes(StandardCharsets.UTF_8));
    }
}
