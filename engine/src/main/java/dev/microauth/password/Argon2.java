package dev.microauth.password;

import java.util.Arrays;

/// Computes Argon2id, version 0x13. Both implementations give the same bytes.
sealed interface Argon2 permits SodiumArgon2, BouncyArgon2 {

    /// Whether this one can compute it at all.
    boolean computes(Argon2Shape shape, int saltLength);

    /// The tag. Copies of the password that it makes are zeroed before it returns.
    ///
    /// @throws Busy when there is no memory for it
    byte[] compute(byte[] password, byte[] salt, Argon2Shape shape, int tagLength);

    /// Passes over the memory of a hash that take as long as getting that memory.
    int freshMemory();

    /// For the log at the start: which library, and why not the faster one.
    String implementation();

    /// The fastest that is allowed and works here.
    static Argon2 choose(NativeCrypto natives) {
        return switch (natives) {
            case NativeCrypto.Refused() -> new BouncyArgon2("native code is not allowed");
            case NativeCrypto.Allowed(var directory) -> {
                // Calling native code without this would make the JVM print warnings.
                if (!Argon2.class.getModule().isNativeAccessEnabled()) {
                    yield new BouncyArgon2("the JVM was started without --enable-native-access");
                }
                yield new SodiumLibrary(directory)
                        .open()
                        .filter(Argon2::agrees)
                        .<Argon2>map(sodium -> sodium)
                        .orElseGet(() -> new BouncyArgon2("no libsodium that works was found"));
            }
        };
    }

    /// A library of that name could be anything: it has to give the right bytes once before it is trusted.
    private static boolean agrees(SodiumArgon2 sodium) {
        byte[] password = {'p', 'r', 'o', 'b', 'e'};
        byte[] salt = new byte[16];
        var shape = new Argon2Shape(64, 2, 1);
        try {
            byte[] expected = new BouncyArgon2("probe").compute(password, salt, shape, 32);
            return Arrays.equals(expected, sodium.compute(password, salt, shape, 32));
        } catch (Busy e) {
            return false;
        }
    }
}
