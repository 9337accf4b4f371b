package dev.microauth.jose;

import java.util.Base64;
import java.util.Optional;

/// Base64url without padding, in its one canonical spelling per value (RFC 7515 §2, RFC 4648 §3.5).
final class Base64Url {
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
    private static final String ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private Base64Url() {}

    static String encode(byte[] bytes) {
        return ENCODER.encodeToString(bytes);
    }

    /// The bytes, or nothing where the text is padded, has a foreign character or says the same bytes in another spelling.
    static Optional<byte[]> decode(String text) {
        if (text.indexOf('=') >= 0 || !endsCanonically(text)) {
            return Optional.empty();
        }
        try {
            return Optional.of(DECODER.decode(text));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /// RFC 4648 §3.5: the bits of the last character that carry no data are zero.
    private static boolean endsCanonically(String text) {
        int idle =
                switch (text.length() % 4) {
                    case 0 -> 0;
                    case 2 -> 0b1111;
                    case 3 -> 0b11;
                    default -> -1;
                };
        if (idle <= 0) {
            return idle == 0;
        }
        int last = ALPHABET.indexOf(text.charAt(text.length() - 1));
        return last >= 0 && (last & idle) == 0;
    }
}
