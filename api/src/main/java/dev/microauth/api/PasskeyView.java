package dev.microauth.api;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A passkey of somebody's, without its key.
///
/// @param backedUp whether its maker keeps copies of it
/// @param suspectSince when it answered as a copy would; it opens nothing since
public record PasskeyView(
        UUID id,
        String name,
        boolean backedUp,
        Optional<Instant> suspectSince,
        Instant createdAt,
        Optional<Instant> lastUsedAt) {}
