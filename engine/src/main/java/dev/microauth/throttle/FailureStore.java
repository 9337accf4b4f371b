package dev.microauth.throttle;

import dev.microauth.db.Tx;
import java.time.Instant;
import java.util.Optional;

/// The rows of `sign_in_failures`.
final class FailureStore {
    private FailureStore() {}

    record Failures(long count, Instant lastFailedAt, Instant blockedUntil) {}

    static Optional<Failures> find(Tx tx, byte[] key) {
        return tx.find(
                "select failures, last_failed_at, blocked_until from sign_in_failures where key = ?",
                row ->
                        new Failures(
                                row.number("failures"),
                                row.time("last_failed_at"),
                                row.time("blocked_until")),
                key);
    }

    /// The row, kept from all others until the end of the transaction: what is read of it here and put back loses nothing
    /// that another node counted.
    static Failures hold(Tx tx, byte[] key, Instant now) {
        tx.update(
                """
                insert into sign_in_failures (key, failures, last_failed_at, blocked_until) values (?, 0, ?, ?)
                on conflict (key) do update set failures = sign_in_failures.failures
                """,
                key,
                now,
                now);
        return find(tx, key).orElseThrow();
    }

    /// Without failures it is somebody who has to wait because others did fail.
    static void put(Tx tx, byte[] key, long failures, Instant lastFailedAt, Instant blockedUntil) {
        tx.update(
                """
                insert into sign_in_failures (key, failures, last_failed_at, blocked_until) values (?, ?, ?, ?)
                on conflict (key) do update set failures = excluded.failures,
                    last_failed_at = excluded.last_failed_at, blocked_until = excluded.blocked_until
                """,
                key,
                failures,
                lastFailedAt,
                blockedUntil);
    }

    /// A row without failures, and without waiting, is of somebody who proved themselves.
    static void prove(Tx tx, byte[] key, Instant now) {
        put(tx, key, 0, now, now);
    }

    /// The same where nothing is gained by being known.
    static void forgive(Tx tx, byte[] key, Instant now) {
        tx.update(
                "update sign_in_failures set failures = 0, last_failed_at = ?, blocked_until = ? where key = ?",
                now,
                now,
                key);
    }

    /// Forgets what is old, and what is too much: of those who proved themselves, and of those who failed as often as
    /// costs nothing, the oldest; of the others, those who failed least. Each kind has its own bound, so that nobody pushes
    /// out of memory what many failures made, or who is known, with a few of many names.
    static int purge(Tx tx, Instant old, int kept, int most) {
        int gone =
                tx.update(
                        """
                        delete from sign_in_failures where key in
                            (select key from sign_in_failures where last_failed_at < ? limit ?)
                        """,
                        old,
                        most);
        int proved =
                tx.update(
                        """
                        delete from sign_in_failures where key in
                            (select key from sign_in_failures where failures = 0 and blocked_until <= last_failed_at
                            order by last_failed_at desc limit ? offset ?)
                        """,
                        most,
                        kept);
        int few =
                tx.update(
                        """
                        delete from sign_in_failures where key in
                            (select key from sign_in_failures
                            where failures <= ? and (failures > 0 or blocked_until > last_failed_at)
                            order by last_failed_at desc limit ? offset ?)
                        """,
                        Throttle.FREE,
                        most,
                        kept);
        int many =
                tx.update(
                        """
                        delete from sign_in_failures where key in
                            (select key from sign_in_failures where failures > ?
                            order by failures desc, last_failed_at desc limit ? offset ?)
                        """,
                        Throttle.FREE,
                        most,
                        kept);
        return gone + proved + few + many;
    }
}
