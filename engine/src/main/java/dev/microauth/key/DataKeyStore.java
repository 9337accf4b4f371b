package dev.microauth.key;

import dev.microauth.db.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The rows of `data_keys`.
final class DataKeyStore {
    private DataKeyStore() {}

    /// A data key as it is kept.
    record Stored(
            long version,
            boolean current,
            byte[] sealedKey,
            Instant createdAt,
            Optional<Instant> retiredAt) {}

    /// In the order of their versions.
    static List<Stored> list(Tx tx) {
        return tx.list(
                "select version, state, sealed_key, created_at, retired_at from data_keys order by version",
                row ->
                        new Stored(
                                row.number("version"),
                                row.text("state").equals("current"),
                                row.bytes("sealed_key"),
                                row.time("created_at"),
                                row.findTime("retired_at")));
    }

    /// Lets a new key take the place of the current one, if there is one. False when another was faster.
    static boolean succeed(
            Tx tx, Optional<Stored> current, long version, byte[] sealedKey, Instant now) {
        if (current.isPresent()
                && tx.update(
                                """
                                update data_keys set state = 'old', retired_at = ?
                                where version = ? and state = 'current'
                                """,
                                now,
                                current.get().version())
                        == 0) {
            return false;
        }
        return tx.update(
                        """
                        insert into data_keys (version, state, sealed_key, created_at)
                        values (?, 'current', ?, ?) on conflict do nothing
                        """,
                        version,
                        sealedKey,
                        now)
                == 1;
    }

    /// A foreign key stands against it while the version seals something.
    static boolean remove(Tx tx, long version) {
        return tx.update("delete from data_keys where version = ? and state = 'old'", version) == 1;
    }
}
