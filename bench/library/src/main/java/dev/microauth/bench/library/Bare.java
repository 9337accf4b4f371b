package dev.microauth.bench.library;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;

/// ES256 by the JDK alone, over as many bytes as a token has: the measure for all others.
final class Bare {
    private static final String ES256 = "SHA256withECDSAinP1363Format";

    private final KeyPair pair;
    private final byte[] message;
    private final byte[] signature;

    /// @param compact a token, whose first two parts are as long as what is signed here
    Bare(String compact) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), new SecureRandom());
            pair = generator.generateKeyPair();
            message =
                    compact.substring(0, compact.lastIndexOf('.'))
                            .getBytes(StandardCharsets.US_ASCII);
            signature = sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] sign() throws GeneralSecurityException {
        var signer = Signature.getInstance(ES256);
        signer.initSign(pair.getPrivate());
        signer.update(message);
        return signer.sign();
    }

    boolean verify() throws GeneralSecurityException {
        var verifier = Signature.getInstance(ES256);
        verifier.initVerify(pair.getPublic());
        verifier.update(message);
        return verifier.verify(signature);
    }
}
