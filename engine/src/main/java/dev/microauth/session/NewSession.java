package dev.microauth.session;

import dev.microauth.actor.Origin;
import dev.microauth.key.Ring;
import dev.microauth.subject.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A sign-in that is about to last, until whatever it gave has run out. `generation` is the count of its ring.
public record NewSession(
        Ring ring,
        UserId user,
        Optional<UUID> client,
        Instant authTime,
        List<String> methods,
        long generation,
        Origin origin,
        Instant expiresAt) {
    public NewSession {
        methods = List.copyOf(methods);
    }
}
