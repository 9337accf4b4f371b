package dev.microauth.password;

import java.util.Arrays;
import java.util.Optional;

/// The key that follows from a passphrase: Argon2id by the second recommendation of RFC 9106 §4, 64 MiB with 3 passes in
/// 4 lanes. What it protects can be tried without end by whoever holds a copy, so that it costs more than a sign-in.
public final class PassphraseKey {
    /// Fewer characters are no passphrase.
    public static final int SHORTEST = 15;

    private static final Argon2Shape SHAPE = new Argon2Shape(64 * 1024, 3, 4);
    private static final int BYTES = 32;

    private PassphraseKey() {}

    /// Takes about half a second.
    ///
    /// @param passphrase stays the caller's
    /// @return 32 bytes; empty when it is too short, longer than [Passwords#MAX_BYTES], or not Unicode
    public static Optional<byte[]> derive(char[] passphrase, byte[] salt) {
        if (Character.codePointCount(passphrase, 0, passphrase.length) < SHORTEST) {
            return Optional.empty();
        }
        return OpaqueString.utf8(passphrase)
                .map(bytes -> {
                    try {
                        return new BouncyArgon2("a key of a passphrase")
                                .compute(bytes, salt, SHAPE, BYTES);
                    } finally {
                        Arrays.fill(bytes, (byte) 0);
                    }
                });
    }
}
