package dev.microauth.system;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What an authenticator app shows (RFC 6238): six digits for each half minute, of which each is good once. Somebody who
/// uses several asks for neighbouring ones.
///
/// @param secret in base32, as the app reads it
/// @param recovery for the day on which the phone is lost
/// @param spent the one that confirmed the app, whatever the time is now
record Codes(String secret, List<String> recovery, String spent) {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final long STEP_SECONDS = 30;

    Codes(String secret, List<String> recovery) {
        this(secret, recovery, "");
    }

    String last() {
        return at(-1);
    }

    String now() {
        return at(0);
    }

    String next() {
        return at(1);
    }

    private String at(long steps) {
        try {
            long counter = Instant.now().getEpochSecond() / STEP_SECONDS + steps;
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(bytes(secret), "HmacSHA1"));
            byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(counter).array());
            int offset = hash[hash.length - 1] & 0xf;
            int number = ByteBuffer.wrap(hash, offset, 4).getInt() & 0x7fff_ffff;
            return "%06d".formatted(number % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] bytes(String base32) {
        var bytes = new ByteArrayOutputStream();
        int buffer = 0;
        int bits = 0;
        for (char letter : base32.replaceAll("[ =]", "").toCharArray()) {
            buffer = buffer << 5 | ALPHABET.indexOf(letter);
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes.write(buffer >> bits);
                buffer &= (1 << bits) - 1;
            }
        }
        return bytes.toByteArray();
    }
}
