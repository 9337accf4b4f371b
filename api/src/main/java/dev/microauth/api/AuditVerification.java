package dev.microauth.api;

import java.util.Optional;

/// Whether every event is there, in order and unchanged; if not, what is wrong, and where.
public record AuditVerification(
        boolean whole,
        long events,
        Optional<String> problem,
        Optional<Long> chain,
        Optional<Long> sequence) {}
