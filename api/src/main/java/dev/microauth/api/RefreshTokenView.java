package dev.microauth.api;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A family of refresh tokens, from one sign-in on; only one of them can be used at a time.
public record RefreshTokenView(
        UUID id,
        String ring,
        UUID userId,
        String username,
        Optional<String> clientId,
        Optional<UUID> sessionId,
        String scope,
        Instant createdAt,
        Instant lastUsedAt,
        Instant expiresAt) {}
