package dev.microauth.client;

import dev.microauth.problem.AuthException.Invalid;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The picture of a client, of a kind that its bytes tell, whatever its sender said.
///
/// @param image not copied: nobody may change it
public record Logo(String mediaType, byte[] image) {
    /// In bytes.
    public static final int LARGEST = 64 << 10;

    public static final String PNG = "image/png";
    public static final String WEBP = "image/webp";

    // A small file can claim to be a picture that fills the memory of whoever shows it.
    private static final int WIDEST = 4_096;
    private static final long PNG_SIGNATURE = 0x89504e470d0a1a0aL;
    private static final long PNG_HEADER = 0x0000000d49484452L;
    private static final long PNG_END = 0x49454e44ae426082L;

    /// Throws [Invalid] naming `logo` unless the bytes are a whole picture of PNG or WebP.
    public static Logo of(byte[] image) {
        Invalid.unless(image.length <= LARGEST, "logo", "has more than 64 KiB");
        return new Logo(
                type(image)
                        .orElseThrow(() ->
                                new Invalid(
                                        "logo",
                                        "is no PNG or WebP picture of at most 4096 by 4096 pixels")),
                image);
    }

    private static Optional<String> type(byte[] image) {
        if (isPng(ByteBuffer.wrap(image))) {
            return Optional.of(PNG);
        }
        return isWebp(image) ? Optional.of(WEBP) : Optional.empty();
    }

    // PNG §5.2, §11.2.1: signature, header chunk with width and height, and nothing behind the end.
    private static boolean isPng(ByteBuffer bytes) {
        int length = bytes.limit();
        return length >= 45
                && bytes.getLong(0) == PNG_SIGNATURE
                && bytes.getLong(8) == PNG_HEADER
                && isSide(bytes.getInt(16))
                && isSide(bytes.getInt(20))
                && bytes.getLong(length - 8) == PNG_END;
    }

    // RFC 9649 §2: a RIFF container that says how long it is, with a first chunk of the three
    // kinds.
    private static boolean isWebp(byte[] image) {
        var bytes = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
        return image.length >= 30
                && name(image, 0).equals("RIFF")
                && name(image, 8).equals("WEBP")
                && Integer.toUnsignedLong(bytes.getInt(4)) == image.length - 8L
                && switch (name(image, 12)) {
                    case "VP8 " ->
                            isSide(bytes.getShort(26) & 0x3fff)
                                    && isSide(bytes.getShort(28) & 0x3fff);
                    case "VP8L" ->
                            isSide((bytes.getInt(21) & 0x3fff) + 1)
                                    && isSide((bytes.getInt(21) >> 14 & 0x3fff) + 1);
                    case "VP8X" ->
                            isSide((bytes.getInt(24) & 0xffffff) + 1)
                                    && isSide((bytes.getInt(26) >>> 8) + 1);
                    default -> false;
                };
    }

    private static boolean isSide(int pixels) {
        return pixels >= 1 && pixels <= WIDEST;
    }

    private static String name(byte[] bytes, int at) {
        return new String(bytes, at, 4, StandardCharsets.ISO_8859_1);
    }
}
