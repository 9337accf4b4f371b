package dev.microauth.api;

import java.time.Instant;
import java.util.Optional;

/// A signing key, without the key. `state` is `next`, `current` or `retired`.
public record KeyView(
        String kid,
        String ring,
        String algorithm,
        String state,
        Instant createdAt,
        Optional<Instant> activatedAt,
        Optional<Instant> retiredAt) {}
