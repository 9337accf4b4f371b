package dev.microauth.jose;

import java.util.Arrays;
import java.util.HexFormat;

/// What a signature must look like before any arithmetic; the same for every provider.
final class SignatureForm {
    // FIPS 186-5, SP 800-186 §3.2.1.3: the order of P-256.
    private static final byte[] P256_ORDER =
            HexFormat.of()
                    .parseHex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
    // RFC 8032 §5.1: the order of the subgroup of edwards25519, little-endian.
    private static final byte[] ED25519_ORDER =
            HexFormat.of()
                    .parseHex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");

    private SignatureForm() {}

    static boolean isPossible(KeyForm key, byte[] signature) {
        return switch (key.algorithm()) {
            case EdDSA -> signature.length == 64 && isBelowEdOrder(signature);
            // RFC 7518 §3.4: 32 octets each, and a zero in either is the "psychic signature" of
            // CVE-2022-21449.
            case ES256 ->
                    signature.length == 64
                            && isP256Scalar(signature, 0)
                            && isP256Scalar(signature, 32);
            // RFC 8017 §8.2.2: exactly as long as the modulus.
            case RS256 -> signature.length == key.bytes("n").length;
        };
    }

    private static boolean isP256Scalar(byte[] signature, int from) {
        int notZero = 0;
        for (int i = from; i < from + 32; i++) {
            notZero |= signature[i];
        }
        return notZero != 0
                && Arrays.compareUnsigned(signature, from, from + 32, P256_ORDER, 0, 32) < 0;
    }

    /// RFC 8032 §5.1.7: S below the order, else one signature could be written in two ways.
    private static boolean isBelowEdOrder(byte[] signature) {
        for (int i = 31; i >= 0; i--) {
            int difference =
                    Byte.toUnsignedInt(signature[32 + i]) - Byte.toUnsignedInt(ED25519_ORDER[i]);
            if (difference != 0) {
                return difference < 0;
            }
        }
        return false;
    }
}
