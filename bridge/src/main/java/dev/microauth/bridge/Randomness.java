package dev.microauth.bridge;

import java.security.SecureRandom;
import java.util.Base64;

/// The one place that makes what nobody can guess.
final class Randomness {
    private static final int TOKEN_BYTES = 32;

    private final SecureRandom source = new SecureRandom();

    byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        source.nextBytes(bytes);
        return bytes;
    }

    /// 256 bits in 43 characters of base64url.
    String token() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(TOKEN_BYTES));
    }
}
