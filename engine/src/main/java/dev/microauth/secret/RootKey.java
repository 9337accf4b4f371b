package dev.microauth.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/// The 256-bit key from which every other key of a database is derived (HKDF-SHA-256, RFC 5869),
/// one per purpose. It is stored only sealed under the master key.
public final class RootKey implements AutoCloseable {
    private static final int BYTES = 32;
    private static final String HKDF = "HKDF-SHA256";

    private final Secret secret;
    private final DerivedKeys derived = new DerivedKeys();

    private RootKey(Secret secret) {
        this.secret = secret;
    }

    public static RootKey generate(Randomness randomness) {
        return new RootKey(Secret.of(randomness.bytes(BYTES)));
    }

    /// The form in which the root key is stored beside the database: opened by one master key only.
    public byte[] sealedBy(MasterKey master, Randomness randomness) {
        return new Seal(master.wrappingKey(), randomness).seal(secret.reveal(), Place.ROOT_KEY);
    }

    /// Throws [BrokenSeal] when the master key is another one or a byte was changed.
    public static RootKey open(byte[] sealed, MasterKey master) {
        byte[] bytes =
                new Seal(master.wrappingKey(), new Randomness()).open(sealed, Place.ROOT_KEY);
        if (bytes.length != BYTES) {
            throw new BrokenSeal(Place.ROOT_KEY);
        }
        return new RootKey(Secret.of(bytes));
    }

    /// The raw key of the database pages, as 64 hexadecimal digits.
    public Secret pageKey() {
        byte[] key = derive(secret.reveal(), "database pages");
        try {
            return Secret.of(HexFormat.of().formatHex(key));
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    static RootKey of(byte[] bytes) {
        return new RootKey(Secret.of(bytes));
    }

    byte[] bytes() {
        return secret.reveal();
    }

    /// Where the keys of sealed values come from.
    public DataKeySafe dataKeySafe(Randomness randomness) {
        return new DataKeySafe(
                new Seal(subkey("data keys", "AES"), randomness),
                new Seal(subkey("sealed values", "AES"), randomness),
                derived,
                randomness);
    }

    /// A seal of its own for state that strangers can have made as often as they like.
    public Seal travellingSeal(Randomness randomness) {
        return new Seal(subkey("travelling state", "AES"), randomness);
    }

    /// A keyed hash for one purpose, such as the audit chain.
    public Keyed keyed(String purpose) {
        return new Keyed(subkey(purpose, "HmacSHA256"));
    }

    /// What was and will be derived of this root key, seals and keyed hashes alike: it outlives the root key, which is
    /// closed as soon as everything has its own.
    public DerivedKeys derived() {
        return derived;
    }

    private SecretKey subkey(String purpose, String algorithm) {
        return derived.add(new DerivedKey(derive(secret.reveal(), purpose), algorithm));
    }

    static byte[] derive(byte[] from, String purpose) {
        try {
            var parameters =
                    HKDFParameterSpec.ofExtract()
                            .addIKM(from)
                            .thenExpand(
                                    ("microauth " + purpose).getBytes(StandardCharsets.UTF_8),
                                    BYTES);
            return hkdf().deriveData(parameters);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK since 25 has HKDF-SHA256", e);
        }
    }

    /// Where nobody names a provider, the JDK loads all that there are before it answers: a tenth of an opening.
    private static KDF hkdf() throws GeneralSecurityException {
        Provider usual = Security.getProvider("SunJCE");
        return usual == null ? KDF.getInstance(HKDF) : KDF.getInstance(HKDF, usual);
    }

    @Override
    public void close() {
        secret.close();
    }

    /// HMAC-SHA-256 under a key that never leaves this object.
    public static final class Keyed {
        private final SecretKey key;

        private Keyed(SecretKey key) {
            this.key = key;
        }

        public byte[] mac(byte[]... parts) {
            try {
                var mac = Mac.getInstance("HmacSHA256");
                mac.init(key);
                for (byte[] part : parts) {
                    mac.update(part);
                }
                return mac.doFinal();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every JDK has HmacSHA256", e);
            }
        }
    }
}
