package dev.microauth.api;

import java.time.Instant;
import java.util.Optional;

/// Until when nobody gets in: a moment, or `permanent`, never both.
public record Lockout(Optional<Instant> until, Optional<Boolean> permanent) {}
