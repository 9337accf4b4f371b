package dev.microauth.password;

import java.nio.file.Path;

/// Whether libsodium may be called. Without it, and wherever no libsodium can be loaded, Bouncy Castle computes the same bytes in
/// about three times the time.
///
/// Even [Allowed] calls native code only where the JVM was started with `--enable-native-access` for this module (or
/// `ALL-UNNAMED` on the class path): otherwise the JVM would print warnings into an embedding application's output.
public sealed interface NativeCrypto {

    /// Pure Java; nothing native is touched, the JVM prints nothing.
    record Refused() implements NativeCrypto {}

    /// The system's libsodium, else the one out of `lazysodium-java`, unpacked into `directory`.
    ///
    /// @param directory where to unpack; created with mode 0700 when missing, refused when others may write there
    record Allowed(Path directory) implements NativeCrypto {}

    /// Pure Java only.
    static NativeCrypto refused() {
        return new Refused();
    }

    /// libsodium where it is found, with this directory to unpack it into.
    static NativeCrypto allowed(Path directory) {
        return new Allowed(directory);
    }
}
