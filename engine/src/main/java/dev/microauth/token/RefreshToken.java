package dev.microauth.token;

import dev.microauth.oauth.ScopeSet;
import dev.microauth.subject.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What the database says of a refresh token and its family.
public record RefreshToken(
        Family family, Instant issuedAt, Instant expiresAt, Optional<Instant> usedAt) {
    /// The line of tokens that began with one sign-in. It is current as long as nothing ended its session or
    /// all of its user's tokens.
    public record Family(
            UUID id,
            String ring,
            Optional<UUID> client,
            UserId user,
            ScopeSet scopes,
            AskedClaims claims,
            Instant authTime,
            List<String> methods,
            Optional<UUID> session,
            long generation,
            Instant createdAt,
            Instant expiresAt,
            Optional<Instant> revokedAt,
            boolean isCurrent) {

        Lineage lineage() {
            return new Lineage(Optional.of(id), session);
        }

        boolean isLive(Instant now) {
            return isCurrent && revokedAt.isEmpty() && now.isBefore(expiresAt);
        }
    }

    boolean isLive(Instant now) {
        return usedAt.isEmpty() && now.isBefore(expiresAt) && family.isLive(now);
    }
}
