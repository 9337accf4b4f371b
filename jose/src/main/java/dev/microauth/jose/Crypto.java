package dev.microauth.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// Who computes signatures: the accelerating provider where there is one; else Bouncy Castle for Ed25519, whose JDK
/// code signs ten times slower, and the platform's providers for the rest.
///
/// Providers are passed by hand and never installed: an embedding app keeps its own list as it is.
final class Crypto {
    // RFC 8410 §7 and §4: what stands before the 32 bytes of an Ed25519 key in PKCS #8 and in
    // SubjectPublicKeyInfo.
    private static final byte[] PKCS8_ED25519 =
            HexFormat.of().parseHex("302e020100300506032b657004220420");
    private static final byte[] X509_ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");

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

    KeyPair generate(Algorithm algorithm, int bits) throws GeneralSecurityException {
        Optional<Provider> fast = acceleratorFor(algorithm);
        KeyPairGenerator generator =
                fast.isPresent()
                        ? KeyPairGenerator.getInstance(family(algorithm), fast.get())
                        : KeyPairGenerator.getInstance(family(algorithm));
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    Signer signer(KeyForm form) {
        Algorithm algorithm = form.algorithm();
        JWK key = form.jwk();
        try {
            Optional<Provider> fast = acceleratorFor(algorithm);
            if (fast.isPresent()) {
                PrivateKey own =
                        KeyFactory.getInstance(family(algorithm), fast.get())
                                .generatePrivate(new PKCS8EncodedKeySpec(pkcs8(key)));
                return input -> sign(signature(algorithm, fast), own, input);
            }
            if (key instanceof OctetKeyPair pair) {
                return ed25519Signer(pair);
            }
            PrivateKey own = privateKey(key);
            return input -> sign(signature(algorithm, fast), own, input);
        } catch (GeneralSecurityException | JOSEException e) {
            throw new IllegalArgumentException("The private key cannot be used.", e);
        }
    }

    Verifier verifier(KeyForm form) {
        Algorithm algorithm = form.algorithm();
        JWK key = form.jwk();
        try {
            Optional<Provider> fast = acceleratorFor(algorithm);
            if (fast.isPresent()) {
                PublicKey own =
                        KeyFactory.getInstance(family(algorithm), fast.get())
                                .generatePublic(new X509EncodedKeySpec(x509(key)));
                return (input, signature) ->
                        verify(signature(algorithm, fast), own, input, signature);
            }
            if (key instanceof OctetKeyPair pair) {
                return ed25519Verifier(pair);
            }
            PublicKey own = publicKey(key);
            return (input, signature) -> verify(signature(algorithm, fast), own, input, signature);
        } catch (GeneralSecurityException | JOSEException e) {
            throw new IllegalArgumentException("The public key cannot be used.", e);
        }
    }

    private Optional<Provider> acceleratorFor(Algorithm algorithm) {
        return accelerator.filter(p -> p.getService("KeyFactory", family(algorithm)) != null);
    }

    private static String family(Algorithm algorithm) {
        return switch (algorithm) {
            case EdDSA -> "Ed25519";
            case ES256 -> "EC";
            case RS256 -> "RSA";
        };
    }

    private static Signature signature(Algorithm algorithm, Optional<Provider> provider) {
        String name =
                switch (algorithm) {
                    case EdDSA -> "Ed25519";
                    // RFC 7518 §3.4: r and s side by side, not DER.
                    case ES256 -> "SHA256withECDSAinP1363Format";
                    case RS256 -> "SHA256withRSA";
                };
        try {
            return provider.isPresent()
                    ? Signature.getInstance(name, provider.get())
                    : Signature.getInstance(name);
        } catch (GeneralSecurityException e) {
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

    private static Signer ed25519Signer(OctetKeyPair pair) {
        byte[] seed = pair.getDecodedD();
        byte[] point = pair.getDecodedX();
        return input -> {
            byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
            Ed25519.sign(seed, 0, point, 0, input, 0, input.length, signature, 0);
            return signature;
        };
    }

    private static Verifier ed25519Verifier(OctetKeyPair pair) {
        Ed25519.PublicPoint point = Ed25519.validatePublicKeyFullExport(pair.getDecodedX(), 0);
        return (input, signature) -> Ed25519.verify(signature, 0, point, input, 0, input.length);
    }

    private static byte[] pkcs8(JWK key) throws JOSEException {
        return key instanceof OctetKeyPair pair
                ? join(PKCS8_ED25519, pair.getDecodedD())
                : privateKey(key).getEncoded();
    }

    private static byte[] x509(JWK key) throws JOSEException {
        return key instanceof OctetKeyPair pair
                ? join(X509_ED25519, pair.getDecodedX())
                : publicKey(key).getEncoded();
    }

    private static PrivateKey privateKey(JWK key) throws JOSEException {
        return key instanceof ECKey ec ? ec.toECPrivateKey() : ((RSAKey) key).toRSAPrivateKey();
    }

    private static PublicKey publicKey(JWK key) throws JOSEException {
        return key instanceof ECKey ec ? ec.toECPublicKey() : ((RSAKey) key).toRSAPublicKey();
    }

    private static byte[] join(byte[] head, byte[] tail) {
        byte[] joined = new byte[head.length + tail.length];
        System.arraycopy(head, 0, joined, 0, head.length);
        System.arraycopy(tail, 0, joined, head.length, tail.length);
        return joined;
    }
}
