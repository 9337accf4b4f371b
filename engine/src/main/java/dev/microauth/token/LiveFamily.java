package dev.microauth.token;

import dev.microauth.key.Ring;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.subject.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A family of refresh tokens that can still be used, as administrators see it. `clientId` is empty on the admin
/// ring.
public record LiveFamily(
        UUID id,
        Ring ring,
        UserId userId,
        String username,
        Optional<String> clientId,
        Optional<UUID> sessionId,
        ScopeSet scopes,
        Instant createdAt,
        Instant lastUsedAt,
        Instant expiresAt) {}
