package dev.microauth.web.admin;

import dev.microauth.access.AdminPermission;
import dev.microauth.api.AuditEventView;
import dev.microauth.api.AuditPurge;
import dev.microauth.api.AuditVerification;
import dev.microauth.api.PurgeResult;
import dev.microauth.api.Reference;
import dev.microauth.api.WireFormat;
import dev.microauth.audit.AuditEvent.Outcome;
import dev.microauth.audit.AuditLog;
import dev.microauth.audit.AuditQuery;
import dev.microauth.audit.AuditRetention;
import dev.microauth.audit.EventId;
import dev.microauth.audit.StoredEvent;
import dev.microauth.audit.Verdict;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.web.http.Response;
import java.io.ByteArrayOutputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// `/audit-events`: what happened.
final class AuditEventsResource implements Resource {
    private static final String[] FILTERS = {
        "q", "action", "actor_id", "target_id", "outcome", "client_id", "ip"
    };
    private static final String JSON_LINES = "application/jsonl";

    private final AuditLog log;
    private final AuditRetention retention;
    private final WireFormat format = new WireFormat();

    AuditEventsResource(AuditLog log, AuditRetention retention) {
        this.log = log;
        this.retention = retention;
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.get("/audit-events", AdminPermission.AUDIT_READ, "Lists what happened.")
                        .describing(
                                "Newest first, unless `sort` is `time`. `target_id` finds either target; `since` is the"
                                        + " first moment that counts, `until` the first that counts no more.")
                        .list(AuditEventView.class)
                        .query("sort")
                        .query(FILTERS)
                        .moments("since", "until")
                        .by(this::list),
                Operation.get("/audit-events/{id}", AdminPermission.AUDIT_READ, "Shows an event.")
                        .answers(AuditEventView.class)
                        .by(this::show),
                Operation.get(
                                "/audit-events/export",
                                AdminPermission.AUDIT_READ,
                                "Exports what happened, one event a line.")
                        .describing(
                                "Every event that the filters let through, oldest first, each as the JSON object that"
                                        + " the list has. The export is an event itself.")
                        .media(JSON_LINES)
                        .query(FILTERS)
                        .moments("since", "until")
                        .by(this::export),
                Operation.post(
                                "/audit-events/verify",
                                AdminPermission.AUDIT_READ,
                                "Tells whether the log is whole.")
                        .describing("Goes through every event, which takes long for a large log.")
                        .answers(AuditVerification.class)
                        .by(this::verify),
                Operation.post(
                                "/audit-events/purge",
                                AdminPermission.AUDIT_WRITE,
                                "Removes events that retention no longer keeps.")
                        .takes(AuditPurge.class)
                        .answers(PurgeResult.class)
                        .by(this::purge));
    }

    private Response list(AdminCall call) {
        return call.page(log.list(call.page(), query(call)), AuditEventsResource::view);
    }

    private Response show(AdminCall call) {
        UUID id = call.id("id");
        EventId event =
                EventId.of(id).orElseThrow(() -> new NotFound("audit event", id.toString()));
        return call.ok(view(log.get(event)));
    }

    private Response export(AdminCall call) {
        Iterable<List<StoredEvent>> pieces = log.export(call.actor(), query(call), call.query("q"));
        return Response.streamed(200, JSON_LINES, () -> new Lines(pieces.iterator(), format));
    }

    private Response verify(AdminCall call) {
        return call.ok(
                switch (log.verify(_ -> {})) {
                    case Verdict.Whole(long events) ->
                            new AuditVerification(
                                    true,
                                    events,
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty());
                    case Verdict.Broken(long chain, long sequence, String what) ->
                            new AuditVerification(
                                    false,
                                    log.count(),
                                    Optional.of(what),
                                    Optional.of(chain),
                                    Optional.of(sequence));
                });
    }

    private Response purge(AdminCall call) {
        var wanted = call.body(AuditPurge.class);
        return call.ok(new PurgeResult(retention.purge(call.actor(), wanted.before())));
    }

    /// Pieces of the log as lines of JSON.
    private record Lines(Iterator<List<StoredEvent>> pieces, WireFormat format)
            implements Iterator<byte[]> {
        @Override
        public boolean hasNext() {
            return pieces.hasNext();
        }

        @Override
        public byte[] next() {
            var lines = new ByteArrayOutputStream();
            for (StoredEvent each : pieces.next()) {
                // Each ends its line.
                lines.writeBytes(format.bytes(view(each)));
            }
            return lines.toByteArray();
        }
    }

    private static AuditQuery query(AdminCall call) {
        return new AuditQuery(
                call.query("action"),
                call.query("actor_id"),
                call.query("target_id"),
                call.query("outcome").map(AuditEventsResource::outcome),
                call.query("client_id"),
                call.query("ip"),
                call.queryMoment("since"),
                call.queryMoment("until"));
    }

    private static String outcome(String typed) {
        if (Stream.of(Outcome.values())
                .noneMatch(each -> each.name().toLowerCase(Locale.ROOT).equals(typed))) {
            throw new Invalid("outcome", "is done or refused");
        }
        return typed;
    }

    private static AuditEventView view(StoredEvent event) {
        return new AuditEventView(
                event.id().toUuid(),
                event.time(),
                new Reference(event.actorKind(), event.actorId()),
                event.action(),
                event.targetKind().map(kind -> new Reference(kind, event.targetId())),
                event.secondTargetKind().map(kind -> new Reference(kind, event.secondTargetId())),
                event.clientId(),
                event.ip(),
                event.userAgent(),
                event.requestId(),
                event.outcome(),
                event.detail(),
                event.chain(),
                event.sequence());
    }
}
