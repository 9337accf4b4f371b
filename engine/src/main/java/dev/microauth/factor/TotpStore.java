package dev.microauth.factor;

import dev.microauth.db.Tx;
import dev.microauth.secret.VersionedSeal;
import dev.microauth.subject.UserId;
import java.time.Instant;
import java.util.Optional;

/// The rows of `totp_secrets`: one for each person, confirmed or waiting for that.
final class TotpStore {
    private TotpStore() {}

    /// A secret as it is kept, and the last step whose code was used.
    record Stored(byte[] sealed, long lastStep) {}

    static Optional<String> username(Tx tx, UserId id) {
        return tx.find(
                "select username from users where id = ?", row -> row.text("username"), id.value());
    }

    /// False when one is confirmed, which stays.
    static boolean enrol(Tx tx, UserId id, byte[] sealed, Instant now) {
        return tx.update(
                        """
                        insert into totp_secrets (user_id, sealed_secret, data_key, last_step, created_at, confirmed_at)
                        values (?, ?, ?, 0, ?, null)
                        on conflict (user_id) do update set sealed_secret = excluded.sealed_secret,
                            data_key = excluded.data_key, last_step = 0, created_at = excluded.created_at
                        where totp_secrets.confirmed_at is null
                        """,
                        id.value(),
                        sealed,
                        VersionedSeal.version(sealed),
                        now)
                == 1;
    }

    static Optional<Stored> waiting(Tx tx, UserId id, Instant after) {
        return tx.find(
                """
                select sealed_secret, last_step from totp_secrets
                where user_id = ? and confirmed_at is null and created_at > ?
                """,
                row -> new Stored(row.bytes("sealed_secret"), row.number("last_step")),
                id.value(),
                after);
    }

    static Optional<Stored> confirmed(Tx tx, UserId id) {
        return tx.find(
                """
                select sealed_secret, last_step from totp_secrets
                where user_id = ? and confirmed_at is not null
                """,
                row -> new Stored(row.bytes("sealed_secret"), row.number("last_step")),
                id.value());
    }

    /// False when another secret took its place, or was first.
    static boolean confirm(Tx tx, UserId id, Stored waiting, long step, Instant now) {
        return tx.update(
                        """
                        update totp_secrets set confirmed_at = ?, last_step = ?
                        where user_id = ? and confirmed_at is null and sealed_secret = ?
                        """,
                        now,
                        step,
                        id.value(),
                        waiting.sealed())
                == 1;
    }

    /// False when this step, or a later one, was spent before.
    static boolean spend(Tx tx, UserId id, Stored stored, long step) {
        return tx.update(
                        """
                        update totp_secrets set last_step = ?
                        where user_id = ? and last_step < ? and confirmed_at is not null and sealed_secret = ?
                        """,
                        step,
                        id.value(),
                        step,
                        stored.sealed())
                == 1;
    }

    static boolean remove(Tx tx, UserId id) {
        return tx.update(
                        "delete from totp_secrets where user_id = ? and confirmed_at is not null",
                        id.value())
                == 1;
    }
}
