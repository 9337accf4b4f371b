package dev.microauth.audit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/// The bytes of an event that its MAC covers: every field with its length before it, so that no two
/// different events have the same bytes. Absent differs from empty.
final class Canonical {
    private static final int VERSION = 1;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);

    private Canonical() {}

    static byte[] event(StoredEvent event) {
        return new Canonical()
                .number(VERSION)
                .number(event.chain())
                .number(event.sequence())
                .number(event.time().toEpochMilli())
                .text(event.actorKind())
                .text(event.actorId())
                .text(event.action())
                .text(event.targetKind())
                .text(event.targetId())
                .text(event.secondTargetKind())
                .text(event.secondTargetId())
                .text(event.clientId())
                .text(event.ip())
                .text(event.userAgent())
                .text(event.requestId())
                .text(event.outcome())
                .text(event.detail())
                .bytes
                .toByteArray();
    }

    static byte[] head(long chain, long sequence) {
        return new Canonical().text("head").number(chain).number(sequence).bytes.toByteArray();
    }

    static byte[] anchor(long chain, long sequence, Instant at) {
        return new Canonical()
                .text("anchor")
                .number(chain)
                .number(sequence)
                .number(at.toEpochMilli())
                .bytes
                .toByteArray();
    }

    static byte[] checkpoint(String text) {
        return new Canonical().text("checkpoint").text(text).bytes.toByteArray();
    }

    private Canonical number(long value) {
        bytes.writeBytes(ByteBuffer.allocate(8).putLong(value).array());
        return this;
    }

    private Canonical text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        number(utf8.length);
        bytes.writeBytes(utf8);
        return this;
    }

    private Canonical text(Optional<String> value) {
        return value.map(this::text).orElseGet(() -> number(-1));
    }
}
