package dev.microauth.web.http;

import dev.microauth.web.http.MalformedRequest.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Strict percent-decoding: two hex digits after each `%`, well-formed UTF-8, no NUL.
public final class PercentCoding {
    private PercentCoding() {}

    /// Decodes one form-encoded word.
    ///
    /// @throws MalformedRequest when the encoding is broken
    public static String formDecoded(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return decode(bytes, 0, bytes.length, true);
    }

    /// Decodes bytes `from` (inclusive) to `to` (exclusive) once.
    static String decode(byte[] text, int from, int to, boolean plusIsSpace) {
        byte[] plain = new byte[to - from];
        int length = 0;
        boolean ascii = true;
        for (int i = from; i < to; i++) {
            int octet = text[i] & 0xff;
            if (octet == '%') {
                octet = octet(text, i, to);
                i += 2;
            } else if (octet == '+' && plusIsSpace) {
                octet = ' ';
            }
            if (octet == 0) {
                throw broken();
            }
            ascii &= octet < 0x80;
            plain[length++] = (byte) octet;
        }
        if (ascii) {
            return new String(plain, 0, length, StandardCharsets.ISO_8859_1);
        }
        try {
            // RFC 3629 §3: overlong forms and surrogates are not UTF-8; a new decoder reports them.
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(plain, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw broken();
        }
    }

    private static int octet(byte[] text, int percent, int to) {
        if (percent + 2 >= to) {
            throw broken();
        }
        int high = hex(text[percent + 1]);
        int low = hex(text[percent + 2]);
        return (high << 4) | low;
    }

    private static int hex(byte digit) {
        int value = digit < 0 ? -1 : Character.digit((char) digit, 16);
        if (value < 0) {
            throw broken();
        }
        return value;
    }

    private static MalformedRequest broken() {
        return new MalformedRequest(
                Problem.ENCODING,
                "The request holds broken percent-encoding, bytes that are not UTF-8, or a NUL character.");
    }
}
