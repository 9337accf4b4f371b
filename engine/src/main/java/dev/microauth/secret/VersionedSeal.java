package dev.microauth.secret;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/// Seals with the current one of several keys and opens with whichever a value names.
///
/// Form: one byte 2, the version of the key in eight bytes, then the form of [Seal]. What begins with the byte of a
/// plain [Seal] is of [DataKeySafe#UNVERSIONED].
public final class VersionedSeal {
    private static final byte VERSIONED = 2;
    private static final int HEADER = 1 + Long.BYTES;

    private final long current;
    private final Map<Long, Seal> seals;

    public VersionedSeal(long current, Map<Long, Seal> seals) {
        if (!seals.containsKey(current) || current == DataKeySafe.UNVERSIONED) {
            throw new IllegalArgumentException("there is no data key of version " + current);
        }
        this.current = current;
        this.seals = Map.copyOf(seals);
    }

    public long current() {
        return current;
    }

    public byte[] seal(byte[] plain, Place place) {
        byte[] sealed = find(current).orElseThrow().seal(plain, place);
        return ByteBuffer.allocate(HEADER + sealed.length)
                .put(VERSIONED)
                .putLong(current)
                .put(sealed)
                .array();
    }

    /// Throws [BrokenSeal] when key, place or bytes are not those of the sealing.
    public byte[] open(byte[] sealed, Place place) {
        return find(version(sealed))
                .orElseThrow(() -> new BrokenSeal.KeyGone(place))
                .open(body(sealed), place);
    }

    /// The seal of one version, if it is among these.
    public Optional<Seal> find(long version) {
        return Optional.ofNullable(seals.get(version));
    }

    /// The version of the key that a value says it was sealed with; nothing is proved by it.
    public static long version(byte[] sealed) {
        return isVersioned(sealed)
                ? ByteBuffer.wrap(sealed, 1, Long.BYTES).getLong()
                : DataKeySafe.UNVERSIONED;
    }

    private static byte[] body(byte[] sealed) {
        return isVersioned(sealed) ? Arrays.copyOfRange(sealed, HEADER, sealed.length) : sealed;
    }

    private static boolean isVersioned(byte[] sealed) {
        return sealed.length > HEADER && sealed[0] == VERSIONED;
    }
}
