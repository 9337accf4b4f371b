package dev.microauth.password;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Optional;

/// The one form in which a password is judged and hashed: RFC 8265 §4.2, with the differences that [Passwords] names.
///
/// Works on arrays that the caller can zero. Only a password that is not in NFC yet passes through a `String` of the JDK's
/// normaliser, which nobody can zero.
final class OpaqueString {

    /// Decomposed text is longer than what it becomes; what is longer than this is refused unread.
    private static final int MAX_CHARS = 4 * Passwords.MAX_BYTES;

    private OpaqueString() {}

    /// Spaces mapped, composed. A new array; empty when it is too long to be looked at.
    static Optional<char[]> normalise(char[] password) {
        if (password.length > MAX_CHARS) {
            return Optional.empty();
        }
        char[] chars = password.clone();
        for (int i = 0; i < chars.length; i++) {
            // RFC 8265 §4.2.2: every other space becomes the ASCII one.
            if (Character.getType(chars[i]) == Character.SPACE_SEPARATOR) {
                chars[i] = ' ';
            }
        }
        // RFC 8265 §4.2.2: normalisation form C; neither case nor width is folded.
        if (Normalizer.isNormalized(CharBuffer.wrap(chars), Normalizer.Form.NFC)) {
            return Optional.of(chars);
        }
        char[] composed =
                Normalizer.normalize(CharBuffer.wrap(chars), Normalizer.Form.NFC).toCharArray();
        Arrays.fill(chars, '\0');
        return Optional.of(composed);
    }

    /// What is hashed: normalised, as UTF-8. Empty when it is too long or not Unicode (an unpaired surrogate).
    static Optional<byte[]> utf8(char[] password) {
        return normalise(password)
                .flatMap(chars -> {
                    try {
                        return encode(chars);
                    } finally {
                        Arrays.fill(chars, '\0');
                    }
                });
    }

    static Optional<byte[]> encode(char[] normalised) {
        ByteBuffer out = ByteBuffer.allocate(Passwords.MAX_BYTES);
        try {
            var result =
                    StandardCharsets.UTF_8
                            .newEncoder()
                            .encode(CharBuffer.wrap(normalised), out, true);
            return result.isUnderflow()
                    ? Optional.of(Arrays.copyOf(out.array(), out.position()))
                    : Optional.empty();
        } finally {
            Arrays.fill(out.array(), (byte) 0);
        }
    }

    /// An unpaired surrogate stays one.
    static int[] codePoints(char[] chars) {
        int[] points = new int[chars.length];
        int count = 0;
        int i = 0;
        while (i < chars.length) {
            int point = Character.codePointAt(chars, i);
            points[count++] = point;
            i += Character.charCount(point);
        }
        int[] result = Arrays.copyOf(points, count);
        Arrays.fill(points, 0);
        return result;
    }

    /// Whether a chosen password may hold it.
    static boolean allows(int codePoint) {
        return switch (Character.getType(codePoint)) {
            // RFC 8264 §9.12: control characters cannot be typed alike everywhere.
            case Character.CONTROL -> false;
            case Character.SURROGATE -> false;
            // RFC 8264 §9.5: a later Unicode could normalise it differently; noncharacters are of
            // this type too.
            case Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
