package dev.microauth.key;

import dev.microauth.db.Tx;
import dev.microauth.jose.SigningKey;
import dev.microauth.secret.Place;
import dev.microauth.secret.VersionedSeal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/// The rows of `signing_keys`. A private key is sealed to its row.
final class KeyStore {
    private final DataKeys seal;

    KeyStore(DataKeys seal) {
        this.seal = seal;
    }

    List<RingKey> list(Tx tx, Ring ring) {
        return tx.list(
                """
                select kid, state, sealed_key, created_at, activated_at, retired_at from signing_keys
                where ring = ? order by created_at desc, kid
                """,
                row ->
                        new RingKey(
                                ring,
                                open(row.text("kid"), row.bytes("sealed_key")),
                                KeyState.of(row.text("state")),
                                row.time("created_at"),
                                row.findTime("activated_at"),
                                row.findTime("retired_at")),
                ring.label());
    }

    void insert(Tx tx, RingKey key) {
        byte[] sealed = sealed(key.key());
        tx.update(
                """
                insert into signing_keys (kid, ring, algorithm, state, sealed_key, data_key, created_at, activated_at,
                    retired_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                key.key().keyId(),
                key.ring().label(),
                key.key().algorithm().name(),
                key.state().label(),
                sealed,
                VersionedSeal.version(sealed),
                key.createdAt(),
                key.activatedAt(),
                key.retiredAt());
    }

    boolean isSigning(Tx tx, Ring ring, String algorithm) {
        return tx.exists(
                "select 1 from signing_keys where ring = ? and algorithm = ? and state = 'current'",
                ring.label(),
                algorithm);
    }

    void retire(Tx tx, Ring ring, String algorithm, Instant now) {
        tx.update(
                """
                update signing_keys set state = 'retired', retired_at = ?
                where ring = ? and algorithm = ? and state = 'current'
                """,
                now,
                ring.label(),
                algorithm);
    }

    boolean activate(Tx tx, String kid, Instant now) {
        return tx.update(
                        "update signing_keys set state = 'current', activated_at = ? where kid = ? and state = 'next'",
                        now,
                        kid)
                == 1;
    }

    boolean delete(Tx tx, String kid) {
        return tx.update("delete from signing_keys where kid = ?", kid) == 1;
    }

    private byte[] sealed(SigningKey key) {
        byte[] plain = key.toPrivateJwk();
        try {
            return seal.seal(plain, place(key.keyId()));
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private SigningKey open(String kid, byte[] sealed) {
        byte[] plain = seal.open(sealed, place(kid));
        try {
            return SigningKey.parseSealed(plain);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    static Place place(String kid) {
        return new Place("signing_keys", "sealed_key", kid);
    }
}
