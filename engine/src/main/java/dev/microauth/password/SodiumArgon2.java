package dev.microauth.password;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.time.Duration;

/// Argon2id by libsodium. It knows one lane and salts of 16 bytes only.
///
/// @param pwhash `crypto_pwhash_argon2id` of a library that was initialised
/// @param origin where that library came from
record SodiumArgon2(MethodHandle pwhash, String origin) implements Argon2 {

    private static final int SALT_BYTES = 16;
    private static final int ARGON2ID13 = 2;

    @Override
    public boolean computes(Argon2Shape shape, int saltLength) {
        return shape.parallelism() == 1 && saltLength == SALT_BYTES;
    }

    @Override
    public byte[] compute(byte[] password, byte[] salt, Argon2Shape shape, int tagLength) {
        if (!computes(shape, salt.length)) {
            throw new IllegalArgumentException(
                    "libsodium computes one lane with a salt of 16 bytes only.");
        }
        try (var arena = Arena.ofConfined()) {
            MemorySegment secret = arena.allocate(Math.max(1, password.length));
            MemorySegment tag = arena.allocate(tagLength);
            try {
                MemorySegment.copy(password, 0, secret, JAVA_BYTE, 0, password.length);
                MemorySegment saltBytes = arena.allocateFrom(JAVA_BYTE, salt);
                call(tag, secret.asSlice(0, password.length), saltBytes, shape);
                return tag.toArray(JAVA_BYTE);
            } finally {
                secret.fill((byte) 0);
                tag.fill((byte) 0);
            }
        }
    }

    private void call(
            MemorySegment tag, MemorySegment password, MemorySegment salt, Argon2Shape shape) {
        int failed;
        try {
            failed =
                    (int)
                            pwhash.invokeExact(
                                    tag,
                                    tag.byteSize(),
                                    password,
                                    password.byteSize(),
                                    salt,
                                    (long) shape.iterations(),
                                    shape.memoryKib() * 1024L,
                                    ARGON2ID13);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("libsodium could not be called.", e);
        }
        if (failed != 0) {
            // All parameters were checked before, so what is left is an allocation that the system
            // refused.
            throw new Busy(
                    "libsodium got no memory for a hash of " + shape.memoryKib() + " KiB",
                    Duration.ofSeconds(1));
        }
    }

    @Override
    public int freshMemory() {
        // The system maps and clears every page anew: half a pass on bare metal, two in some
        // virtual machines.
        return 1;
    }

    @Override
    public String implementation() {
        return "libsodium (" + origin + ")";
    }
}
