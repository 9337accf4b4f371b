package dev.microauth.server.http;

import dev.microauth.web.http.BodyRefused;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.RoutingRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/// The body of one request: read when it is asked for, up to the limit; the rest is dropped before the answer.
final class RequestBody implements Supplier<byte[]> {
    private enum Reading {
        NOTHING,
        SOME,
        ALL,
        BROKEN
    }

    private final Connection connection;
    private final RoutingRequest asked;
    private Reading reading = Reading.NOTHING;

    RequestBody(Connection connection, RoutingRequest asked) {
        this.connection = connection;
        this.asked = asked;
    }

    @Override
    public byte[] get() {
        int limit = connection.limits().maxBodyBytes();
        if (announced() > limit) {
            throw BodyRefused.tooLarge(limit);
        }
        if (!asked.content().hasEntity()) {
            reading = Reading.ALL;
            return new byte[0];
        }
        connection.awaitBody();
        byte[] body = take(limit);
        connection.deadline().run();
        return body;
    }

    /// Whether the next request begins where the reader stands: the body was read, or its rest could be dropped.
    boolean atEnd() {
        if (reading == Reading.NOTHING && !asked.content().hasEntity()) {
            return true;
        }
        if (reading == Reading.NOTHING || reading == Reading.SOME) {
            // RFC 9110 §10.1.1: a client that waits for 100 sends no body after a final answer, or
            // it does; only a
            // close is clear to both.
            boolean waiting =
                    reading == Reading.NOTHING
                            && asked.headers().containsToken(HeaderValues.EXPECT_100);
            if (!waiting) {
                drop();
            }
        }
        return reading == Reading.ALL;
    }

    private byte[] take(int limit) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(Math.clamp(announced(), 0, limit));
        byte[] buffer = new byte[Math.min(limit + 1, 8 * 1024)];
        try {
            // Not closed: that would wait for the rest of a body that is refused.
            InputStream stream = asked.content().inputStream();
            reading = Reading.SOME;
            for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                body.write(buffer, 0, count);
                if (body.size() > limit) {
                    throw BodyRefused.tooLarge(limit);
                }
            }
            reading = Reading.ALL;
            return body.toByteArray();
        } catch (BodyRefused e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            reading = Reading.BROKEN;
            throw BodyRefused.incomplete();
        }
    }

    private void drop() {
        connection.awaitBody();
        byte[] buffer = new byte[8 * 1024];
        long dropped = 0;
        try {
            InputStream stream = asked.content().inputStream();
            for (int count = stream.read(buffer);
                    dropped < Connection.DROPPED;
                    count = stream.read(buffer)) {
                if (count < 0) {
                    reading = Reading.ALL;
                    return;
                }
                dropped += count;
            }
        } catch (IOException | RuntimeException e) {
            reading = Reading.BROKEN;
        }
    }

    private long announced() {
        return asked.headers().contains(HeaderNames.CONTENT_LENGTH)
                ? asked.headers().contentLength().orElse(0)
                : 0;
    }
}
