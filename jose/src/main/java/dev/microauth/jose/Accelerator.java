package dev.microauth.jose;

import java.io.Serial;
import java.security.GeneralSecurityException;
import java.security.Provider;
import org.jspecify.annotations.Nullable;

/// Finds the Amazon Corretto Crypto Provider by name: it is an optional jar of one platform.
final class Accelerator {
    private static final String CLASS =
            "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";
    private static final String ED25519_SWITCH =
            "com.amazon.corretto.crypto.provider.registerEdKeyFactory";

    private Accelerator() {}

    static Crypto load() throws NotUsable {
        // Read once, when the provider's class is loaded; a word of the operator stays as it is.
        if (System.getProperty(ED25519_SWITCH) == null) {
            System.setProperty(ED25519_SWITCH, "true");
        }
        try {
            Class<?> type = Class.forName(CLASS, true, Accelerator.class.getClassLoader());
            Provider provider = (Provider) type.getField("INSTANCE").get(null);
            type.getMethod("assertHealthy").invoke(provider);
            return proven(Crypto.with(provider));
        } catch (ClassNotFoundException absent) {
            throw new NotUsable("it is not on the class path", absent);
        } catch (ReflectiveOperationException | LinkageError | RuntimeException broken) {
            throw new NotUsable("it has no working code for this machine", broken);
        }
    }

    /// What the accelerator signs, the platform verifies, and the other way round; it also warms both up.
    private static Crypto proven(Crypto fast) throws NotUsable {
        byte[] input = {1, 2, 3};
        Crypto slow = Crypto.platform();
        for (Algorithm algorithm : Algorithm.values()) {
            try {
                KeyForm key = fast.generate(algorithm);
                KeyForm open = key.publicHalf();
                boolean agree =
                        slow.verifier(open).verify(input, fast.signer(key).sign(input))
                                && fast.verifier(open).verify(input, slow.signer(key).sign(input));
                if (!agree) {
                    throw new NotUsable("its " + algorithm + " disagrees", null);
                }
            } catch (GeneralSecurityException e) {
                throw new NotUsable("it makes no key for " + algorithm, e);
            }
        }
        return fast;
    }

    static final class NotUsable extends Exception {
        @Serial private static final long serialVersionUID = 1L;

        NotUsable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
