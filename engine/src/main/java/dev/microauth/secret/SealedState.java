package dev.microauth.secret;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// State that travels with somebody who has proved nothing yet, so that nothing has to be stored: sealed, for one
/// purpose, for one holder, until a moment. Whatever is wrong with it, there is none.
public final class SealedState {
    private final Seal seal;

    public SealedState(Seal seal) {
        this.seal = seal;
    }

    /// In characters that need no escape in a URL.
    ///
    /// @param holder what only the rightful holder can show again, such as the value of a cookie
    public String seal(String purpose, Secret holder, byte[] content, Instant until) {
        byte[] plain =
                ByteBuffer.allocate(Long.BYTES + content.length)
                        .putLong(until.toEpochMilli())
                        .put(content)
                        .array();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(seal.seal(plain, place(purpose, holder)));
    }

    public Optional<byte[]> open(String purpose, Secret holder, String sealed, Instant now) {
        try {
            byte[] plain = seal.open(Base64.getUrlDecoder().decode(sealed), place(purpose, holder));
            Instant until = Instant.ofEpochMilli(ByteBuffer.wrap(plain).getLong());
            return now.isBefore(until)
                    ? Optional.of(Arrays.copyOfRange(plain, Long.BYTES, plain.length))
                    : Optional.empty();
        } catch (BrokenSeal | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Place place(String purpose, Secret holder) {
        return new Place(
                "travelling",
                purpose,
                Base64.getEncoder().encodeToString(Digest.sha256(holder.revealText())));
    }
}
