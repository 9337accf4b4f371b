package dev.microauth.credential;

import dev.microauth.secret.Digest;
import dev.microauth.secret.Randomness;
import dev.microauth.secret.RootKey.Keyed;
import dev.microauth.subject.UserId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/// What a browser keeps after a sign-in, so that it is known to be its owner's the next time: a name of its own and an
/// age, under a keyed hash. It proves nothing; it says under which name failures are counted.
final class DeviceMarks {
    private static final Duration LIFE = Duration.ofDays(180);
    private static final int NAME = 16;
    private static final int MAC = 32;

    private final Keyed key;
    private final Randomness randomness;

    DeviceMarks(Keyed key, Randomness randomness) {
        this.key = key;
        this.randomness = randomness;
    }

    String make(UserId user, Instant now) {
        byte[] content =
                ByteBuffer.allocate(NAME + Long.BYTES)
                        .put(randomness.bytes(NAME))
                        .putLong(now.plus(LIFE).toEpochMilli())
                        .array();
        byte[] mark =
                ByteBuffer.allocate(content.length + MAC)
                        .put(content)
                        .put(mac(user, content))
                        .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mark);
    }

    /// The name of this person's browser; empty for a mark that is forged, too old, or of somebody else.
    Optional<String> find(UserId user, String mark, Instant now) {
        byte[] bytes = decoded(mark);
        if (bytes.length != NAME + Long.BYTES + MAC) {
            return Optional.empty();
        }
        byte[] content = Arrays.copyOf(bytes, NAME + Long.BYTES);
        byte[] mac = Arrays.copyOfRange(bytes, content.length, bytes.length);
        if (!Digest.same(mac, mac(user, content))) {
            return Optional.empty();
        }
        Instant until = Instant.ofEpochMilli(ByteBuffer.wrap(content).getLong(NAME));
        return now.isBefore(until)
                ? Optional.of(HexFormat.of().formatHex(content, 0, NAME))
                : Optional.empty();
    }

    private static byte[] decoded(String mark) {
        try {
            return Base64.getUrlDecoder().decode(mark);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private byte[] mac(UserId user, byte[] content) {
        return key.mac(user.toString().getBytes(StandardCharsets.UTF_8), content);
    }
}
