package dev.microauth.api.client;

import dev.microauth.api.AuditEventView;
import dev.microauth.api.AuditPurge;
import dev.microauth.api.AuditVerification;
import dev.microauth.api.Listing;
import dev.microauth.api.PurgeResult;
import java.io.InputStream;
import java.util.Optional;
import java.util.UUID;

/// The audit log.
public final class Audit {
    private static final String PATH = "/audit-events";

    private final Wire wire;

    Audit(Wire wire) {
        this.wire = wire;
    }

    public Listing<AuditEventView> list(Query query) {
        return wire.list(PATH, query, AuditEventView.class);
    }

    public AuditEventView get(UUID id) {
        return wire.get(PATH + "/" + id, AuditEventView.class);
    }

    /// Every event that the filters let through, one JSON object a line, oldest first. Close it.
    public InputStream export(Query filters) {
        return wire.stream(PATH + "/export", filters, "application/jsonl");
    }

    /// Whether the log is whole, from its first event on.
    public AuditVerification verify() {
        return wire.work(PATH + "/verify", Optional.empty(), AuditVerification.class);
    }

    /// Removes what retention no longer keeps.
    public PurgeResult purge(AuditPurge purge) {
        return wire.work(PATH + "/purge", Optional.of(purge), PurgeResult.class);
    }
}
