package dev.microauth.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What an authenticator app shows (RFC 6238): six digits for each half minute.
///
/// @param secret in base32, as the app reads it
public record AuthenticatorApp(String secret) {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final long STEP_SECONDS = 30;

    /// The code so many steps from then.
    public String code(Instant then, int steps) {
        try {
            long counter = then.getEpochSecond() / STEP_SECONDS + steps;
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key(), "HmacSHA1"));
            byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(counter).array());
            int offset = hash[hash.length - 1] & 0xf;
            int number = ByteBuffer.wrap(hash, offset, 4).getInt() & 0x7fff_ffff;
            return "%06d".formatted(number % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /// Six digits that are no code of about then.
    public String wrongCode(Instant then) {
        var right = List.of(code(then, -1), code(then, 0), code(then, 1));
        return IntStream.range(0, 4)
                .mapToObj("%06d"::formatted)
                .filter(guess -> !right.contains(guess))
                .findFirst()
                .orElseThrow();
    }

    private byte[] key() {
        var bytes = new ByteArrayOutputStream();
        int waiting = 0;
        int bits = 0;
        for (char letter : secret.replaceAll("[ =]", "").toCharArray()) {
            waiting = waiting << 5 | ALPHABET.indexOf(letter);
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes.write(waiting >> bits);
            }
        }
        return bytes.toByteArray();
    }
}
