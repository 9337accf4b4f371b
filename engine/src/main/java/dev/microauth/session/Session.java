package dev.microauth.session;

import dev.microauth.key.Ring;
import dev.microauth.oauth.Assurance;
import dev.microauth.subject.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A sign-in that lasts, with whom it is of and where it came from. `clientId` is that of the client that took the
/// password; it is empty on the admin ring, and for a sign-in in a browser. `idleUntil` is there for the latter alone:
/// it ends then unless it is used. `generation` is the count of its ring.
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
        Optional<Instant> idleUntil,
        Instant expiresAt,
        long generation) {
    public Session {
        methods = List.copyOf(methods);
    }

    /// Whether a browser holds it by a cookie.
    public boolean isOfBrowser() {
        return idleUntil.isPresent();
    }

    /// How well its person proved who they are.
    public Assurance assurance() {
        return Assurance.of(methods);
    }
}
