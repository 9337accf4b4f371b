package dev.microauth.api;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A service account, and until when its credential lives, if it has one.
public record ServiceAccountView(
        UUID id,
        String name,
        Optional<String> description,
        boolean isActive,
        Optional<Instant> credentialExpiresAt,
        Instant createdAt,
        Instant modifiedAt) {}
