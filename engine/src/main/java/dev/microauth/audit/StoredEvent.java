package dev.microauth.audit;

import dev.microauth.db.Row;
import java.net.InetAddress;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// An event as it stands in the log, with its place in the chain.
public record StoredEvent(
        long chain,
        long sequence,
        Instant time,
        String actorKind,
        Optional<String> actorId,
        String action,
        Optional<String> targetKind,
        Optional<String> targetId,
        Optional<String> secondTargetKind,
        Optional<String> secondTargetId,
        Optional<String> clientId,
        Optional<String> ip,
        Optional<String> userAgent,
        Optional<String> requestId,
        String outcome,
        String detail) {

    public EventId id() {
        return new EventId(chain, sequence);
    }

    static StoredEvent of(long chain, long sequence, AuditEvent event) {
        var origin = event.actor().origin();
        return new StoredEvent(
                chain,
                sequence,
                Instant.ofEpochMilli(event.time().toEpochMilli()),
                event.actor().kind().name().toLowerCase(Locale.ROOT),
                event.actor().id(),
                event.action().label(),
                event.target().map(AuditEvent.Target::kind),
                event.target().map(AuditEvent.Target::id),
                event.secondTarget().map(AuditEvent.Target::kind),
                event.secondTarget().map(AuditEvent.Target::id),
                event.clientId(),
                origin.address().map(InetAddress::getHostAddress),
                origin.userAgent(),
                origin.requestId(),
                event.outcome().name().toLowerCase(Locale.ROOT),
                event.detail());
    }

    static StoredEvent read(Row row) throws SQLException {
        return new StoredEvent(
                row.number("chain"),
                row.number("sequence"),
                row.time("happened_at"),
                row.text("actor_kind"),
                row.findText("actor_id"),
                row.text("action"),
                row.findText("target_kind"),
                row.findText("target_id"),
                row.findText("second_target_kind"),
                row.findText("second_target_id"),
                row.findText("client_id"),
                row.findText("ip"),
                row.findText("user_agent"),
                row.findText("request_id"),
                row.text("outcome"),
                row.text("detail"));
    }
}
