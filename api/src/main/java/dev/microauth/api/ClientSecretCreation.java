package dev.microauth.api;

import java.time.Instant;
import java.util.Optional;

/// A further secret beside those that live; without an end it lives until it is removed.
public record ClientSecretCreation(Optional<Instant> expiresAt) {}
