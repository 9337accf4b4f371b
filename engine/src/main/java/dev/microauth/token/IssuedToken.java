package dev.microauth.token;

import dev.microauth.key.Ring;
import dev.microauth.oauth.ScopeSet;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A live access token as its row tells of it. `clientId` is empty on the admin ring.
public record IssuedToken(
        TokenId id,
        Ring ring,
        Optional<String> clientId,
        Optional<UUID> sessionId,
        ScopeSet scopes,
        Instant issuedAt,
        Instant expiresAt) {}
