package dev.microauth.secret;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The code of a counter under a shared secret, with six digits, by HMAC-SHA-1: what every authenticator app can do.
public final class Hotp {
    private static final int DIGITS = 6;
    private static final int MODULUS = 1_000_000;

    private Hotp() {}

    public static String code(byte[] secret, long counter) {
        byte[] mac = mac(secret, ByteBuffer.allocate(Long.BYTES).putLong(counter).array());
        // RFC 4226 §5.3: the last four bits say where the 31 bits begin that the code is made of.
        int offset = mac[mac.length - 1] & 0xf;
        int number = ByteBuffer.wrap(mac).getInt(offset) & 0x7fffffff;
        String digits = Integer.toString(number % MODULUS);
        return "0".repeat(DIGITS - digits.length()) + digits;
    }

    private static byte[] mac(byte[] secret, byte[] message) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA1", e);
        }
    }
}
