package dev.microauth.jose;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.util.Set;

/// What the numbers of a key must satisfy beyond their form.
final class KeyChecks {
    private static final byte[] PROBE =
            "one half fits the other".getBytes(StandardCharsets.US_ASCII);

    // RFC 8032 §5.1: the field of edwards25519.
    private static final BigInteger ED25519_PRIME =
            BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    // The y of the eight points whose order divides 8; under such a key one signature fits many
    // messages.
    private static final Set<BigInteger> SMALL_ORDER =
            Set.of(
                    BigInteger.ZERO,
                    BigInteger.ONE,
                    ED25519_PRIME.subtract(BigInteger.ONE),
                    new BigInteger(
                            "7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7", 16),
                    new BigInteger(
                            "05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826",
                            16));

    private KeyChecks() {}

    /// Whether the public numbers are a point of the curve that generates its large group; RSA has no such question.
    static boolean isSound(KeyForm form) {
        try {
            return switch (form.algorithm()) {
                case EdDSA -> isUsableEdwardsPoint(form);
                case ES256 -> isOnP256(form.number("x"), form.number("y"));
                case RS256 -> true;
            };
        } catch (GeneralSecurityException noPoint) {
            return false;
        }
    }

    private static boolean isUsableEdwardsPoint(KeyForm form) throws GeneralSecurityException {
        byte[] littleEndian = form.bytes("x");
        byte[] bigEndian = new byte[32];
        for (int i = 0; i < 32; i++) {
            bigEndian[i] = littleEndian[31 - i];
        }
        BigInteger y = new BigInteger(1, bigEndian).clearBit(255);
        // RFC 8032 §5.1.3: y is below the prime, or two keys would be one point.
        if (y.compareTo(ED25519_PRIME) >= 0 || SMALL_ORDER.contains(y)) {
            return false;
        }
        // Taking the key for work, the platform recovers the point, and there is none for half of
        // all numbers.
        Signature.getInstance("Ed25519").initVerify(JcaKeys.publicKey(form));
        return true;
    }

    /// SP 800-186 §3.2.1.3: y² = x³ + ax + b in the field, both coordinates within it.
    private static boolean isOnP256(BigInteger x, BigInteger y) throws GeneralSecurityException {
        ECParameterSpec spec = JcaKeys.p256();
        BigInteger prime = ((ECFieldFp) spec.getCurve().getField()).getP();
        BigInteger right =
                x.pow(3).add(spec.getCurve().getA().multiply(x)).add(spec.getCurve().getB());
        return x.compareTo(prime) < 0
                && y.compareTo(prime) < 0
                && y.pow(2).subtract(right).mod(prime).signum() == 0;
    }

    /// Whether what the private half signs verifies with the public half.
    static boolean belongTogether(KeyForm form) {
        try {
            Signature signature = Signature.getInstance(Crypto.jcaName(form.algorithm()));
            signature.initSign(JcaKeys.privateKey(form));
            signature.update(PROBE);
            return fits(form, PROBE, signature.sign());
        } catch (GeneralSecurityException notAPair) {
            return false;
        }
    }

    /// Whether a signature fits in the eyes of the platform's own code. For Ed25519 it is slower than Bouncy Castle's in
    /// the long run, and ready far earlier at the start of a process.
    static boolean fits(KeyForm form, byte[] input, byte[] presented)
            throws GeneralSecurityException {
        Signature signature = Signature.getInstance(Crypto.jcaName(form.algorithm()));
        signature.initVerify(JcaKeys.publicKey(form));
        signature.update(input);
        return signature.verify(presented);
    }
}
