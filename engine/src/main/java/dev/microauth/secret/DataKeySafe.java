package dev.microauth.secret;

import java.util.Arrays;

/// Makes data keys and opens them again. A data key is random, seals values in columns, and is stored sealed under
/// a key that follows from the root key, to its version.
public final class DataKeySafe {
    /// The version that is no key of its own: what values were sealed with before there were versions.
    public static final long UNVERSIONED = 0;

    private static final int BYTES = 32;

    private final Seal wrapping;
    private final Seal unversioned;
    private final DerivedKeys all;
    private final Randomness randomness;

    DataKeySafe(Seal wrapping, Seal unversioned, DerivedKeys all, Randomness randomness) {
        this.wrapping = wrapping;
        this.unversioned = unversioned;
        this.all = all;
        this.randomness = randomness;
    }

    /// A new key, in the form in which it is stored.
    public byte[] make(long version) {
        byte[] key = randomness.bytes(BYTES);
        try {
            return wrapping.seal(key, place(version));
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /// What a stored key seals with. It is zeroed with all that were derived of the root key.
    ///
    /// Throws [BrokenSeal] when it is of another database, of another version, or was changed.
    public Seal open(long version, byte[] stored) {
        if (version == UNVERSIONED) {
            return unversioned;
        }
        byte[] key = wrapping.open(stored, place(version));
        if (key.length != BYTES) {
            throw new BrokenSeal(place(version));
        }
        return new Seal(all.add(new DerivedKey(key, "AES")), randomness);
    }

    private static Place place(long version) {
        return new Place("data_keys", "sealed_key", Long.toString(version));
    }
}
