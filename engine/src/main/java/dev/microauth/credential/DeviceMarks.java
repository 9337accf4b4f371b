package dev.microauth.credential;

import dev.microauth.secret.Digest;
import dev.microauth.secret.Randomness;
import dev.microauth.secret.RootKey.Keyed;
import dev.microauth.subject.Generation;
import dev.microauth.subject.UserId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/// What a browser keeps after a sign-in, so that it is known to be its owner's the next time: a name of its own, an age and
/// whether a second factor was shown, under a keyed hash. It proves nothing; it says under which name failures are
/// counted. What ends all that somebody signed in with, such as another password or factor, ends their marks.
final class DeviceMarks {
    private static final Duration LIFE = Duration.ofDays(180);
    private static final int NAME = 16;
    private static final int CONTENT = NAME + Long.BYTES + 1;
    private static final int MAC = 32;

    private final Keyed key;
    private final Randomness randomness;

    DeviceMarks(Keyed key, Randomness randomness) {
        this.key = key;
        this.randomness = randomness;
    }

    /// A browser that is known.
    ///
    /// @param mfa whether its owner showed a second factor in it
    record Device(String name, boolean mfa) {}

    String make(SignIn.Proven proof, Instant now) {
        byte[] content =
                ByteBuffer.allocate(CONTENT)
                        .put(randomness.bytes(NAME))
                        .putLong(now.plus(LIFE).toEpochMilli())
                        .put((byte) (proof.methods().contains("mfa") ? 1 : 0))
                        .array();
        byte[] mark =
                ByteBuffer.allocate(CONTENT + MAC)
                        .put(content)
                        .put(mac(proof.user().id(), proof.generation(), content))
                        .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mark);
    }

    /// This person's browser; empty for a mark that is forged, too old, from before an end, or of somebody else.
    Optional<Device> find(UserId user, Generation current, String mark, Instant now) {
        byte[] bytes = decoded(mark);
        if (bytes.length != CONTENT + MAC) {
            return Optional.empty();
        }
        byte[] content = Arrays.copyOf(bytes, CONTENT);
        byte[] mac = Arrays.copyOfRange(bytes, CONTENT, bytes.length);
        if (!Digest.same(mac, mac(user, current, content))) {
            return Optional.empty();
        }
        Instant until = Instant.ofEpochMilli(ByteBuffer.wrap(content).getLong(NAME));
        return now.isBefore(until)
                ? Optional.of(
                        new Device(
                                HexFormat.of().formatHex(content, 0, NAME),
                                content[CONTENT - 1] == 1))
                : Optional.empty();
    }

    private static byte[] decoded(String mark) {
        try {
            return Base64.getUrlDecoder().decode(mark);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private byte[] mac(UserId user, Generation generation, byte[] content) {
        String whose = user + " " + generation.all();
        return key.mac(whose.getBytes(StandardCharsets.UTF_8), content);
    }
}
