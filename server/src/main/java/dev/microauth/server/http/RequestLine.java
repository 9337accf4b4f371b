package dev.microauth.server.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;

/// The first line of a request, looked at before the codec sees it: the codec knows HTTP/1.1 alone, and
/// reverse proxies still speak HTTP/1.0 to what is behind them unless told otherwise.
///
/// @param bytes what was received so far, the line whole and of version 1.1
/// @param older whether it came as HTTP/1.0: the connection ends with its answer (RFC 9112 §9.3)
record RequestLine(byte[] bytes, boolean older) {
    private static final byte[] HTTP_1_0 = " HTTP/1.0".getBytes(StandardCharsets.US_ASCII);

    /// Reads on until the line is there, `most` bytes at the utmost.
    static RequestLine read(byte[] first, int most, Supplier<byte[]> more) {
        int end = indexOfLineEnd(first);
        byte[] bytes = first;
        while (end < 0 && bytes.length < most) {
            var joined = new ByteArrayOutputStream(bytes.length + 512);
            joined.writeBytes(bytes);
            joined.writeBytes(more.get());
            bytes = joined.toByteArray();
            end = indexOfLineEnd(bytes);
        }
        boolean older = endsWithOlder(bytes, end);
        if (older) {
            bytes[end - 1] = '1';
        }
        return new RequestLine(bytes, older);
    }

    private static int indexOfLineEnd(byte[] bytes) {
        for (int i = 0; i + 1 < bytes.length; i++) {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static boolean endsWithOlder(byte[] bytes, int end) {
        int start = end - HTTP_1_0.length;
        return start >= 0 && Arrays.equals(bytes, start, end, HTTP_1_0, 0, HTTP_1_0.length);
    }
}
