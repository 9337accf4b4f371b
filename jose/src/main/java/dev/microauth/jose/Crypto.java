package dev.microauth.jose;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// Who computes signatures: the accelerating provider where there is one; else Bouncy Castle for Ed25519, whose JDK
/// code signs ten times slower, and the platform's providers for the rest.
///
/// Providers are passed by hand and never installed: an embedding app keeps its own list as it is.
final class Crypto {
    private static final int NEW_RSA_BITS = 3072;

    private final Optional<Provider> accelerator;

    private Crypto(Optional<Provider> accelerator) {
        this.accelerator = accelerator;
    }

    /// A private key inside the code that uses it.
    @FunctionalInterface
    interface Signer {
        byte[] sign(byte[] input);
    }

    /// A public key inside the code that uses it.
    @FunctionalInterface
    interface Verifier {
        boolean verify(byte[] input, byte[] signature);
    }

    static Crypto platform() {
        return new Crypto(Optional.empty());
    }

    static Crypto with(Provider provider) {
        return new Crypto(Optional.of(provider));
    }

    boolean isAccelerated() {
        return accelerator.isPresent();
    }

    String description() {
        String platform = "JDK " + Runtime.version().feature();
        String fast = accelerator.map(p -> p.getName() + " " + p.getVersionStr()).orElse(platform);
        boolean edwards = acceleratorFor(Algorithm.EdDSA).isPresent();
        return "Ed25519 by " + (edwards ? fast : "Bouncy Castle") + ", ES256 and RS256 by " + fast;
    }

    /// The cold start of Bouncy Castle's Ed25519, a quarter of a second, ahead of the first signature.
    void warmUp() {
        if (acceleratorFor(Algorithm.EdDSA).isEmpty()) {
            Ed25519.precompute();
        }
    }

    KeyForm generate(Algorithm algorithm) throws GeneralSecurityException {
        return generate(algorithm, NEW_RSA_BITS);
    }

    KeyForm generate(Algorithm algorithm, int rsaBits) throws GeneralSecurityException {
        String family = JcaKeys.family(algorithm);
        Optional<Provider> fast = acceleratorFor(algorithm);
        KeyPairGenerator generator =
                fast.isPresent()
                        ? KeyPairGenerator.getInstance(family, fast.get())
                        : KeyPairGenerator.getInstance(family);
        switch (algorithm) {
            case EdDSA -> {}
            case ES256 -> generator.initialize(256);
            case RS256 -> generator.initialize(rsaBits);
        }
        return JcaKeys.form(algorithm, generator.generateKeyPair());
    }

    Signer signer(KeyForm form) {
        Algorithm algorithm = form.algorithm();
        Optional<Provider> fast = acceleratorFor(algorithm);
        try {
            if (fast.isEmpty() && algorithm == Algorithm.EdDSA) {
                return bouncyCastleSigner(form);
            }
            PrivateKey key = JcaKeys.privateKey(form);
            PrivateKey own = fast.isPresent() ? translated(key, fast.get()) : key;
            return input -> sign(signature(algorithm, fast), own, input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A checked private key cannot be used.", e);
        }
    }

    Verifier verifier(KeyForm form) {
        Algorithm algorithm = form.algorithm();
        Optional<Provider> fast = acceleratorFor(algorithm);
        try {
            if (fast.isEmpty() && algorithm == Algorithm.EdDSA) {
                return bouncyCastleVerifier(form);
            }
            PublicKey key = JcaKeys.publicKey(form);
            PublicKey own = fast.isPresent() ? translated(key, fast.get()) : key;
            return (input, signature) -> verify(signature(algorithm, fast), own, input, signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A checked public key cannot be used.", e);
        }
    }

    static String jcaName(Algorithm algorithm) {
        return switch (algorithm) {
            case EdDSA -> "Ed25519";
            // RFC 7518 §3.4: r and s side by side, not DER.
            case ES256 -> "SHA256withECDSAinP1363Format";
            case RS256 -> "SHA256withRSA";
        };
    }

    private Optional<Provider> acceleratorFor(Algorithm algorithm) {
        return accelerator.filter(
                p -> p.getService("KeyFactory", JcaKeys.family(algorithm)) != null);
    }

    /// Into the provider's own object, once: with a foreign one it would do so at each signature, or fall back.
    private static PrivateKey translated(PrivateKey key, Provider provider)
            throws GeneralSecurityException {
        return KeyFactory.getInstance(key.getAlgorithm(), provider)
                .generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
    }

    private static PublicKey translated(PublicKey key, Provider provider)
            throws GeneralSecurityException {
        return KeyFactory.getInstance(key.getAlgorithm(), provider)
                .generatePublic(new X509EncodedKeySpec(key.getEncoded()));
    }

    private static Signature signature(Algorithm algorithm, Optional<Provider> provider) {
        String name = jcaName(algorithm);
        try {
            return provider.isPresent()
                    ? Signature.getInstance(name, provider.get())
                    : Signature.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no " + name + ".", e);
        }
    }

    private static byte[] sign(Signature signature, PrivateKey key, byte[] input) {
        try {
            signature.initSign(key);
            signature.update(input);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Signing failed.", e);
        }
    }

    private static boolean verify(
            Signature signature, PublicKey key, byte[] input, byte[] presented) {
        try {
            signature.initVerify(key);
            signature.update(input);
            return signature.verify(presented);
        } catch (SignatureException malformed) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Verifying failed.", e);
        }
    }

    private static Signer bouncyCastleSigner(KeyForm form) {
        byte[] seed = form.bytes("d");
        byte[] point = form.bytes("x");
        return input -> {
            byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
            Ed25519.sign(seed, 0, point, 0, input, 0, input.length, signature, 0);
            return signature;
        };
    }

    private static Verifier bouncyCastleVerifier(KeyForm form) {
        Ed25519.PublicPoint point = Ed25519.validatePublicKeyPartialExport(form.bytes("x"), 0);
        return (input, signature) -> Ed25519.verify(signature, 0, point, input, 0, input.length);
    }
}
