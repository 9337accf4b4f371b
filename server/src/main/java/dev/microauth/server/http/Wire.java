package dev.microauth.server.http;

import dev.microauth.web.http.Response;
import io.helidon.common.buffers.BufferData;
import io.helidon.http.DateTime;
import io.helidon.http.Status;
import java.nio.charset.StandardCharsets;

/// Writes an answer as RFC 9112 §4 has it.
final class Wire {
    private static final byte[] OK = ascii("HTTP/1.1 200 OK\r\ndate: ");
    private static final byte[] CLOSE = ascii("connection: close\r\n");
    private static final byte[] LENGTH = ascii("content-length: ");
    private static final byte[] LINE_END = ascii("\r\n");

    private Wire() {}

    private static final byte[] LAST_CHUNK = ascii("0\r\n\r\n");

    /// @param head whether only the head is asked for; the length is then the one that the body would have
    /// @param close whether the connection ends after this
    static BufferData bytes(Response response, boolean head, boolean close) {
        byte[] body = response.body();
        BufferData wire = BufferData.growing(512 + (head ? 0 : body.length));
        if (response.status() == 200) {
            wire.write(OK);
        } else {
            wire.write(
                    ascii(
                            "HTTP/1.1 "
                                    + response.status()
                                    + " "
                                    + Status.create(response.status()).reasonPhrase()
                                    + "\r\ndate: "));
        }
        // Ends with a line end of its own.
        wire.write(DateTime.http1Bytes());
        for (Response.Header header : response.headers()) {
            wire.write(ascii(header.name() + ": " + header.value() + "\r\n"));
        }
        // RFC 9110 §8.6: 204 and 304 carry no length.
        if (response.parts().isEmpty() && response.status() != 204 && response.status() != 304) {
            wire.write(LENGTH);
            wire.write(ascii(Integer.toString(body.length)));
            wire.write(LINE_END);
        }
        if (close) {
            wire.write(CLOSE);
        }
        wire.write(LINE_END);
        if (!head) {
            wire.write(body);
        }
        return wire;
    }

    /// RFC 9112 §7.1: one part of a body whose length nobody knows; not empty, since that would be the last.
    static BufferData chunk(byte[] part) {
        BufferData wire = BufferData.growing(part.length + 16);
        wire.write(ascii(Integer.toHexString(part.length) + "\r\n"));
        wire.write(part);
        wire.write(LINE_END);
        return wire;
    }

    static BufferData lastChunk() {
        return BufferData.create(LAST_CHUNK);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
