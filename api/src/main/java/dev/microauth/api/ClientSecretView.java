package dev.microauth.api;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A secret of a client, without the secret.
public record ClientSecretView(UUID id, Instant createdAt, Optional<Instant> expiresAt) {}
