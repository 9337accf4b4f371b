package dev.microauth.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A sign-in that lasts. `ring` is the port it was made on: `auth` or `admin`. `idleUntil` is when one in a browser ends
/// unless it is used.
public record SessionView(
        UUID id,
        String ring,
        UUID userId,
        String username,
        Optional<String> clientId,
        List<String> amr,
        Optional<String> ip,
        Optional<String> userAgent,
        Instant createdAt,
        Instant lastSeenAt,
        Optional<Instant> idleUntil,
        Instant expiresAt) {
    public SessionView {
        amr = List.copyOf(amr);
    }
}
