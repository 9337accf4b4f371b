package dev.microauth.key;

import dev.microauth.jose.SigningKey;
import java.time.Instant;
import java.util.Optional;

/// A signing key with its place in a ring.
public record RingKey(
        Ring ring,
        SigningKey key,
        KeyState state,
        Instant createdAt,
        Optional<Instant> activatedAt,
        Optional<Instant> retiredAt) {}
