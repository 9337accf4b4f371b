package dev.microauth.jose;

/// Which cryptographic provider computes the signatures of this process.
///
/// ```java runnable
/// System.out.println("signatures by " + Jose.provider());
/// ```
public final class Jose {
    private static volatile Crypto crypto = Crypto.platform();
    private static volatile String note = "";

    private Jose() {}

    /// Loads the Amazon Corretto Crypto Provider if it is on the class path and has code for this machine; from then on
    /// all keys, those in use too, work through it. It is not installed: other users of JCA see no difference.
    ///
    /// It takes up to a second and may run while other threads sign. Without the provider the same time goes into
    /// readying the code that signs instead of it. Calling it again changes nothing.
    ///
    /// @return whether it is used
    public static synchronized boolean accelerate() {
        if (!crypto.isAccelerated()) {
            try {
                crypto = Accelerator.load();
                note = "";
            } catch (Accelerator.NotUsable e) {
                note = "; no Amazon Corretto Crypto Provider: " + e.getMessage();
            }
            crypto.warmUp();
        }
        return crypto.isAccelerated();
    }

    /// Who signs, for a line in the log.
    public static String provider() {
        return crypto.description() + note;
    }

    static Crypto crypto() {
        return crypto;
    }

    /// For tests of both ways in one process.
    static void use(Crypto other) {
        crypto = other;
    }
}
