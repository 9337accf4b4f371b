package dev.microauth.passkey;

import dev.microauth.db.Row;
import dev.microauth.db.Tx;
import dev.microauth.subject.UserId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The rows of `passkeys`, `passkey_handles` and `used_challenges`.
final class PasskeyStore {
    private PasskeyStore() {}

    static Optional<byte[]> findHandle(Tx tx, UserId user) {
        return tx.find(
                "select handle from passkey_handles where user_id = ?",
                row -> row.bytes("handle"),
                user.value());
    }

    /// Keeps the handle of somebody who has none yet.
    static void addHandle(Tx tx, UserId user, byte[] handle) {
        tx.update(
                "insert into passkey_handles (user_id, handle) values (?, ?) on conflict do nothing",
                user.value(),
                handle);
    }

    /// False for a credential that somebody has.
    static boolean insert(Tx tx, Passkey passkey, Attested attested) {
        return tx.update(
                        """
                        insert into passkeys (id, user_id, credential_id, name, public_key, algorithm, sign_count,
                            transports, aaguid, backup_eligible, backed_up, created_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                        """,
                        passkey.id(),
                        passkey.user().value(),
                        attested.credentialId(),
                        passkey.name(),
                        attested.publicKey(),
                        attested.algorithm(),
                        attested.signCount(),
                        String.join(" ", attested.transports()),
                        attested.aaguid(),
                        attested.backupEligible(),
                        attested.backedUp(),
                        passkey.createdAt())
                == 1;
    }

    static List<StoredPasskey> list(Tx tx, UserId user) {
        return tx.list(
                """
                select p.*, h.handle from passkeys p join passkey_handles h on h.user_id = p.user_id
                where p.user_id = ? order by p.created_at, p.id
                """,
                PasskeyStore::stored,
                user.value());
    }

    static Optional<StoredPasskey> find(Tx tx, byte[] credentialId) {
        return tx.find(
                """
                select p.*, h.handle from passkeys p join passkey_handles h on h.user_id = p.user_id
                where p.credential_id = ?
                """,
                PasskeyStore::stored,
                credentialId);
    }

    static Optional<Passkey> find(Tx tx, UserId user, UUID id) {
        return tx.find(
                "select * from passkeys where id = ? and user_id = ?",
                PasskeyStore::passkey,
                id,
                user.value());
    }

    static long count(Tx tx, UserId user) {
        return tx.find(
                        "select count(*) as n from passkeys where user_id = ?",
                        row -> row.number("n"),
                        user.value())
                .orElse(0L);
    }

    /// Of parallel calls one gets true.
    static boolean useChallenge(Tx tx, byte[] hash, Instant expiresAt) {
        return tx.update(
                        "insert into used_challenges (hash, expires_at) values (?, ?) on conflict do nothing",
                        hash,
                        expiresAt)
                == 1;
    }

    static boolean isUsed(Tx tx, byte[] hash) {
        return tx.exists("select 1 from used_challenges where hash = ?", hash);
    }

    /// Notes a use; false when the counter was passed meanwhile, or the passkey is suspect or gone.
    static boolean noteUse(Tx tx, UUID id, long signCount, boolean backedUp, Instant now) {
        return tx.update(
                        """
                        update passkeys set sign_count = ?, backed_up = ?, last_used_at = ?
                        where id = ? and suspect_since is null
                        and (sign_count < ? or (sign_count = 0 and ? = 0))
                        """,
                        signCount,
                        backedUp,
                        now,
                        id,
                        signCount,
                        signCount)
                == 1;
    }

    /// False when it was suspect before.
    static boolean suspect(Tx tx, UUID id, Instant now) {
        return tx.update(
                        "update passkeys set suspect_since = ? where id = ? and suspect_since is null",
                        now,
                        id)
                == 1;
    }

    static boolean rename(Tx tx, UserId user, UUID id, String name) {
        return tx.update(
                        "update passkeys set name = ? where id = ? and user_id = ?",
                        name,
                        id,
                        user.value())
                == 1;
    }

    static boolean remove(Tx tx, UserId user, UUID id) {
        return tx.update("delete from passkeys where id = ? and user_id = ?", id, user.value())
                == 1;
    }

    static int purge(Tx tx, Instant now, int most) {
        return tx.update(
                """
                delete from used_challenges where hash in
                    (select hash from used_challenges where expires_at <= ? limit ?)
                """,
                now,
                most);
    }

    private static StoredPasskey stored(Row row) throws SQLException {
        String transports = row.text("transports");
        return new StoredPasskey(
                passkey(row),
                row.bytes("credential_id"),
                row.bytes("public_key"),
                row.number("sign_count"),
                transports.isEmpty() ? List.of() : List.of(transports.split(" ", -1)),
                row.flag("backup_eligible"),
                row.bytes("handle"));
    }

    private static Passkey passkey(Row row) throws SQLException {
        return new Passkey(
                row.id("id"),
                new UserId(row.id("user_id")),
                row.text("name"),
                row.flag("backed_up"),
                row.findTime("suspect_since"),
                row.time("created_at"),
                row.findTime("last_used_at"));
    }
}
