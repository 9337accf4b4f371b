package dev.microauth.api;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// One event of the audit. `chain` and `sequence` are its place in the log.
public record AuditEventView(
        UUID id,
        Instant time,
        Reference actor,
        String action,
        Optional<Reference> target,
        Optional<Reference> secondTarget,
        Optional<String> clientId,
        Optional<String> ip,
        Optional<String> userAgent,
        Optional<String> requestId,
        String outcome,
        String detail,
        long chain,
        long sequence) {}
