package dev.microauth.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.microauth.problem.AuthException.Invalid;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/// Security: H3
public class LogoTest {
    /// Something that every reader of PNG takes: one black pixel.
    public static byte[] png(int width, int height) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        var header = ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) 1);
        chunk(bytes, "IHDR", header.array());
        chunk(bytes, "IDAT", new byte[] {0x78, (byte) 0x9c, 0x63, 0, 0, 0, 2, 0, 1});
        chunk(bytes, "IEND", new byte[0]);
        return bytes.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream to, String type, byte[] content) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(type.getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(content);
        var check = new CRC32();
        check.update(body.toByteArray());
        to.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
        to.writeBytes(body.toByteArray());
        to.writeBytes(ByteBuffer.allocate(4).putInt((int) check.getValue()).array());
    }

    /// The frame of a WebP picture of one kind.
    public static byte[] webp(String kind, int width, int height) {
        var bytes = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(32);
        bytes.put("WEBP".getBytes(StandardCharsets.US_ASCII));
        bytes.put(kind.getBytes(StandardCharsets.US_ASCII)).putInt(20);
        switch (kind) {
            case "VP8 " -> bytes.putShort(26, (short) width).putShort(28, (short) height);
            case "VP8L" -> bytes.put(20, (byte) 0x2f).putInt(21, width - 1 | height - 1 << 14);
            default -> {
                bytes.putInt(24, width - 1);
                bytes.put(27, (byte) (height - 1));
                bytes.put(28, (byte) (height - 1 >> 8));
            }
        }
        return bytes.array();
    }

    @Test
    void what_is_no_picture_of_the_two_kinds_is_refused_whatever_it_is_called() {
        byte[] good = png(1, 1);
        byte[] riff = webp("VP8L", 1, 1);
        byte[] lying = riff.clone();
        lying[4]++;
        for (byte[] each :
                List.of(
                        new byte[0],
                        "<svg xmlns='http://www.w3.org/2000/svg'/>"
                                .getBytes(StandardCharsets.UTF_8),
                        "<html><script>alert(1)</script></html>".getBytes(StandardCharsets.UTF_8),
                        "GIF89a".getBytes(StandardCharsets.US_ASCII),
                        new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0},
                        Arrays.copyOf(good, 20),
                        Arrays.copyOf(good, good.length - 1),
                        Arrays.copyOf(good, good.length + 20),
                        png(0, 1),
                        png(5_000, 1),
                        png(1, -1),
                        Arrays.copyOf(riff, 29),
                        Arrays.copyOf(riff, riff.length + 1),
                        lying,
                        webp("VP8X", 5_000, 1),
                        webp("VP8L", 1, 5_000),
                        webp("ABCD", 1, 1),
                        new byte[Logo.LARGEST + 1])) {
            assertThatExceptionOfType(Invalid.class)
                    .isThrownBy(() -> Logo.of(each))
                    .satisfies(refusal -> assertThat(refusal.fields()).containsOnlyKeys("logo"));
        }
    }

    @Test
    void the_bytes_tell_the_kind() {
        assertThat(Logo.of(png(64, 4_096)).mediaType()).isEqualTo("image/png");
        for (String kind : List.of("VP8 ", "VP8L", "VP8X")) {
            assertThat(Logo.of(webp(kind, 300, 200)).mediaType()).as(kind).isEqualTo("image/webp");
        }
    }
}
