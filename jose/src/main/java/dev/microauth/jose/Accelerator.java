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

    /// What it signs must fit in the platform's eyes and in its own, and nothing else may; it also warms up.
    private static Crypto proven(Crypto fast) throws NotUsable {
        byte[] input = {1, 2, 3};
        byte[] other = {1, 2, 4};
        for (Algorithm algorithm : Algorithm.values()) {
            try {
                // The smallest RSA key will do: it is thrown away, and larger ones take seconds at
                // times.
                KeyForm key = fast.generate(algorithm, 2048);
                byte[] signature = fast.signer(key).sign(input);
                Crypto.Verifier verifier = fast.verifier(key.publicHalf());
                boolean right =
                        KeyChecks.fits(key, input, signature)
                                && verifier.verify(input, signature)
                                && !verifier.verify(other, signature);
                if (!right) {
                    throw new NotUsable("its " + algorithm + " is wrong", null);
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
