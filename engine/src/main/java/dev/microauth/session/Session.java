package dev.microauth.session;

import dev.microauth.key.Ring;
import dev.microauth.subject.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A sign-in that lasts, with whom it is of and where it came from. `clientId` is empty on the admin ring.
public record Session(
        SessionId id,
        Ring ring,
        UserId userId,
        String username,
        Optional<String> clientId,
        Instant authTime,
        List<String> methods,
        Optional<String> ip,
        Optional<String> userAgent,
        Instant createdAt,
        Instant lastSeenAt,
        Instant expiresAt) {
    public Session {
        methods = List.copyOf(methods);
    }
}
