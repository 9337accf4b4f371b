package dev.microauth.acting;

import dev.microauth.actor.Actor;
import dev.microauth.audit.AuditLog;
import dev.microauth.audit.AuditQuery;
import dev.microauth.audit.StoredEvent;
import dev.microauth.audit.Verdict;
import dev.microauth.page.Page;
import dev.microauth.page.PageRequest;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// What happened, by whom, in a chain that shows when something was changed or taken out.
///
/// ```java runnable
/// auth.audit().list().items().forEach(event -> System.out.println(event.time() + " " + event.action()));
/// if (auth.audit().verify() instanceof Verdict.Broken broken) {
///     throw new IllegalStateException(broken.what());
/// }
/// ```
public final class ActingAudit {
    private final AuditLog audit;
    private final Actor actor;

    ActingAudit(AuditLog audit, Actor actor) {
        this.audit = audit;
        this.actor = actor;
    }

    /// The newest fifty.
    public Page<StoredEvent> list() {
        return list(PageRequest.first(), AuditQuery.ALL);
    }

    /// Newest first unless the request sorts by `time`.
    public Page<StoredEvent> list(PageRequest request, AuditQuery query) {
        return audit.list(request, query);
    }

    /// Everything that is asked for, oldest first, read piece by piece. That it was asked for is an event, which itself is
    /// not in it.
    public Stream<StoredEvent> export(AuditQuery query) {
        return StreamSupport.stream(
                        audit.export(actor, query, Optional.empty()).spliterator(), false)
                .flatMap(piece -> piece.stream());
    }

    /// Reads the whole log: whether every event is there, in order and unchanged. It takes as long as the log is.
    public Verdict verify() {
        return audit.verify(_ -> {});
    }
}
