package dev.microauth.factor;

import dev.microauth.db.Tx;
import dev.microauth.key.SealedColumn;
import dev.microauth.subject.UserId;
import java.util.List;
import java.util.UUID;

/// Secrets of authenticator apps.
public final class SealedTotpSecrets implements SealedColumn {
    @Override
    public String table() {
        return "totp_secrets";
    }

    @Override
    public List<Count> counts(Tx tx) {
        return tx.list(
                "select data_key, count(*) as n from totp_secrets group by data_key",
                row -> new Count(row.number("data_key"), row.number("n")));
    }

    @Override
    public List<Sealed> values(Tx tx, long version, Slice slice) {
        return tx.list(
                """
                select user_id, sealed_secret from totp_secrets
                where data_key = ? and user_id > ? order by user_id limit ?
                """,
                row -> {
                    var id = new UserId(row.id("user_id"));
                    return new Sealed(id.toString(), Totp.place(id), row.bytes("sealed_secret"));
                },
                version,
                slice.afterId(),
                slice.most());
    }

    @Override
    public boolean replace(Tx tx, Sealed before, byte[] anew, long version) {
        return tx.update(
                        """
                        update totp_secrets set sealed_secret = ?, data_key = ?
                        where user_id = ? and sealed_secret = ?
                        """,
                        anew,
                        version,
                        UUID.fromString(before.id()),
                        before.value())
                == 1;
    }
}
