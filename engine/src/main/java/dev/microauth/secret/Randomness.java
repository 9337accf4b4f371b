package dev.microauth.secret;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/// The one source of random values.
public final class Randomness {
    private final SecureRandom random = new SecureRandom();

    public byte[] bytes(int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /// 256 random bits in 43 characters of base64url.
    public String token() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(32));
    }

    /// A time-ordered id, so that new rows land side by side in the database (RFC 9562 §5.7).
    public UUID id(Instant now) {
        long high = (now.toEpochMilli() << 16) | 0x7000L | random.nextInt(1 << 12);
        long low = (1L << 63) | (random.nextLong() >>> 2);
        return new UUID(high, low);
    }
}
