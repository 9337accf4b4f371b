package dev.microauth.token;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/// How far somebody has read the list of revocations: the mark of the last entry that they were told, 22 characters of
/// base64url. Each entry has a mark of its own, also where the same token dies once more.
///
/// One that is not known any more, after a restore or long after its token has expired, stands for the beginning: whoever
/// shows it is told everything once more, and never misses something.
public record RevocationCursor(UUID mark) {
    private static final int LENGTH = 22;

    /// Empty for text that no cursor looks like.
    public static Optional<RevocationCursor> parse(String text) {
        if (text.length() != LENGTH) {
            return Optional.empty();
        }
        try {
            var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            return Optional.of(new RevocationCursor(new UUID(bytes.getLong(), bytes.getLong())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return text(mark);
    }

    /// The sixteen bytes of an id.
    static String text(UUID id) {
        byte[] bytes =
                ByteBuffer.allocate(16)
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits())
                        .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
