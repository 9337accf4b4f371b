package dev.microauth.api;

import java.time.Instant;
import java.util.Optional;

/// Events before this moment are to go; the retention of the settings is the least that stays.
public record AuditPurge(Optional<Instant> before) {}
