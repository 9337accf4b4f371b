package dev.microauth.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.spec.SecretKeySpec;

/// The root key and the master key over it, sealed under a key made of a passphrase, to be carried elsewhere.
///
/// Form: the line `microauth-keys 1`, 16 bytes of salt, then both keys in the form of [Seal]. The length is always the
/// same, and nothing in it says what the passphrase costs: that follows from the version.
public final class KeyExport implements AutoCloseable {
    private static final byte[] MAGIC = "microauth-keys 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int SALT = 16;
    private static final int KEY = 32;
    private static final int LENGTH = MAGIC.length + SALT + Seal.OVERHEAD + 2 * KEY;

    private final RootKey root;
    private final MasterKey master;

    private KeyExport(RootKey root, MasterKey master) {
        this.root = root;
        this.master = master;
    }

    /// A fresh salt for the passphrase.
    public static byte[] salt(Randomness randomness) {
        return randomness.bytes(SALT);
    }

    /// The salt of an export.
    ///
    /// Throws [BrokenSeal] when these bytes are none.
    public static byte[] salt(byte[] export) {
        byte[] magic = Arrays.copyOf(export, MAGIC.length);
        if (export.length != LENGTH || !Arrays.equals(magic, MAGIC)) {
            throw new BrokenSeal(place(new byte[0]));
        }
        return Arrays.copyOfRange(export, MAGIC.length, MAGIC.length + SALT);
    }

    /// Seals both keys.
    ///
    /// @param key 32 bytes that follow from passphrase and salt
    public static byte[] write(
            RootKey root, MasterKey master, byte[] salt, Secret key, Randomness randomness) {
        byte[] plain = ByteBuffer.allocate(2 * KEY).put(root.bytes()).put(master.bytes()).array();
        try {
            byte[] sealed = seal(key, randomness).seal(plain, place(salt));
            return ByteBuffer.allocate(LENGTH).put(MAGIC).put(salt).put(sealed).array();
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /// Throws [BrokenSeal] when the passphrase was another one or a byte was changed.
    public static KeyExport open(byte[] export, Secret key) {
        byte[] salt = salt(export);
        byte[] sealed = Arrays.copyOfRange(export, MAGIC.length + SALT, export.length);
        byte[] plain = seal(key, new Randomness()).open(sealed, place(salt));
        try {
            return new KeyExport(
                    RootKey.of(Arrays.copyOf(plain, KEY)),
                    MasterKey.of(Arrays.copyOfRange(plain, KEY, plain.length)));
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    public RootKey root() {
        return root;
    }

    public MasterKey master() {
        return master;
    }

    private static Seal seal(Secret key, Randomness randomness) {
        return new Seal(new SecretKeySpec(key.reveal(), "AES"), randomness);
    }

    private static Place place(byte[] salt) {
        return new Place("key export", "keys of version 1", HexFormat.of().formatHex(salt));
    }

    @Override
    public void close() {
        root.close();
        master.close();
    }
}
