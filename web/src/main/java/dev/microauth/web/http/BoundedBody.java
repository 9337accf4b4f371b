package dev.microauth.web.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.function.Supplier;

/// A body that comes as a stream from a server of somebody else's: read whole when it is asked for, up to a limit.
///
/// ```java
/// var body = new BoundedBody(exchange::getRequestBody, OptionalLong.empty(), 64 * 1024);
/// ```
public final class BoundedBody implements Supplier<byte[]> {
    private static final int PIECE = 8 * 1024;

    private final Source source;
    private final OptionalLong announced;
    private final int limit;

    /// Where the bytes come from.
    @FunctionalInterface
    public interface Source {
        /// The stream; its framing is the server's work.
        InputStream open() throws IOException;
    }

    /// @param announced what `Content-Length` says, if it says anything
    /// @param limit in bytes
    public BoundedBody(Source source, OptionalLong announced, int limit) {
        this.source = source;
        this.announced = announced;
        this.limit = limit;
    }

    /// @throws BodyRefused when it is longer than the limit, or ends before its time
    @Override
    public byte[] get() {
        if (announced.orElse(0) > limit) {
            throw BodyRefused.tooLarge(limit);
        }
        byte[] body = read();
        // RFC 9112 §8: shorter than its length is incomplete, though not every server says so.
        if (announced.isPresent() && body.length < announced.getAsLong()) {
            throw BodyRefused.incomplete();
        }
        return body;
    }

    private byte[] read() {
        try {
            // Not closed: the server knows what to do with a rest.
            InputStream stream = source.open();
            var body = new ByteArrayOutputStream(Math.clamp(announced.orElse(0), 0, limit));
            byte[] piece = new byte[PIECE];
            for (int count = stream.read(piece); count >= 0; count = stream.read(piece)) {
                body.write(piece, 0, count);
                if (body.size() > limit) {
                    throw BodyRefused.tooLarge(limit);
                }
            }
            return body.toByteArray();
        } catch (IOException e) {
            throw BodyRefused.incomplete();
        }
    }
}
