package dev.microauth.passkey;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Writes the little CBOR (RFC 8949) that authenticators speak: integers, bytes, texts, lists and maps.
final class Cbor {
    private Cbor() {}

    static byte[] bytes(Object value) {
        var out = new ByteArrayOutputStream();
        write(out, value);
        return out.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, Object value) {
        switch (value) {
            case Integer number -> head(out, number < 0 ? 1 : 0, number < 0 ? -1 - number : number);
            case byte[] bytes -> {
                head(out, 2, bytes.length);
                out.writeBytes(bytes);
            }
            case String text -> {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                head(out, 3, utf8.length);
                out.writeBytes(utf8);
            }
            case List<?> list -> {
                head(out, 4, list.size());
                list.forEach(each -> write(out, each));
            }
            case Map<?, ?> map -> {
                head(out, 5, map.size());
                map.forEach((key, each) -> {
                    write(out, key);
                    write(out, each);
                });
            }
            default -> throw new IllegalArgumentException("no CBOR for " + value.getClass());
        }
    }

    private static void head(ByteArrayOutputStream out, int major, int number) {
        if (number < 24) {
            out.write(major << 5 | number);
        } else if (number < 256) {
            out.write(major << 5 | 24);
            out.write(number);
        } else if (number < 65_536) {
            out.write(major << 5 | 25);
            out.writeBytes(ByteBuffer.allocate(2).putShort((short) number).array());
        } else {
            out.write(major << 5 | 26);
            out.writeBytes(ByteBuffer.allocate(4).putInt(number).array());
        }
    }
}
