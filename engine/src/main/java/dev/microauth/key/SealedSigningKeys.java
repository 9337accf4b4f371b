package dev.microauth.key;

import dev.microauth.db.Tx;
import java.util.List;

/// Private signing keys.
final class SealedSigningKeys implements SealedColumn {
    @Override
    public String table() {
        return "signing_keys";
    }

    @Override
    public List<Count> counts(Tx tx) {
        return tx.list(
                "select data_key, count(*) as n from signing_keys group by data_key",
                row -> new Count(row.number("data_key"), row.number("n")));
    }

    @Override
    public List<Sealed> values(Tx tx, long version, Slice slice) {
        return tx.list(
                """
                select kid, sealed_key from signing_keys
                where data_key = ? and kid > ? order by kid limit ?
                """,
                row ->
                        new Sealed(
                                row.text("kid"),
                                KeyStore.place(row.text("kid")),
                                row.bytes("sealed_key")),
                version,
                slice.after(),
                slice.most());
    }

    @Override
    public boolean replace(Tx tx, Sealed before, byte[] anew, long version) {
        return tx.update(
                        """
                        update signing_keys set sealed_key = ?, data_key = ?
                        where kid = ? and sealed_key = ?
                        """,
                        anew,
                        version,
                        before.id(),
                        before.value())
                == 1;
    }
}
