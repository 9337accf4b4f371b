package dev.microauth.passkey;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// Keys that an authenticator may make, by their COSE algorithms (RFC 9053).
enum KeyKind {
    ES256(-7, "SHA256withECDSA", "EC", 256),
    ES384(-35, "SHA384withECDSA", "EC", 384),
    EDDSA(-8, "Ed25519", "Ed25519", 0),
    RS256(-257, "SHA256withRSA", "RSA", 2048),
    SHORT_RS256(-257, "SHA256withRSA", "RSA", 1024),
    RS1(-65535, "SHA1withRSA", "RSA", 2048);

    final int algorithm;
    private final String signature;
    private final String generator;
    private final int size;

    KeyKind(int algorithm, String signature, String generator, int size) {
        this.algorithm = algorithm;
        this.signature = signature;
        this.generator = generator;
        this.size = size;
    }

    KeyPair generate() {
        try {
            var keys = KeyPairGenerator.getInstance(generator);
            if (size > 0) {
                keys.initialize(size);
            }
            return keys.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] sign(KeyPair keys, byte[] message) {
        try {
            var signer = Signature.getInstance(signature);
            signer.initSign(keys.getPrivate());
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The key as COSE writes it (RFC 9052 §7).
    Map<Object, Object> cose(PublicKey key) {
        var members = new LinkedHashMap<Object, Object>();
        switch (key) {
            case ECPublicKey ec -> {
                members.put(1, 2);
                members.put(3, algorithm);
                members.put(-1, size == 384 ? 2 : 1);
                members.put(-2, fixed(ec.getW().getAffineX(), size / 8));
                members.put(-3, fixed(ec.getW().getAffineY(), size / 8));
            }
            case RSAPublicKey rsa -> {
                members.put(1, 3);
                members.put(3, algorithm);
                members.put(-1, fixed(rsa.getModulus(), size / 8));
                members.put(-2, fixed(rsa.getPublicExponent(), 3));
            }
            default -> {
                byte[] encoded = key.getEncoded();
                members.put(1, 1);
                members.put(3, algorithm);
                members.put(-1, 6);
                members.put(-2, Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
            }
        }
        return members;
    }

    private static byte[] fixed(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        var fixed = new byte[length];
        int taken = Math.min(length, bytes.length);
        System.arraycopy(bytes, bytes.length - taken, fixed, length - taken, taken);
        return fixed;
    }
}
