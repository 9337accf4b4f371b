package dev.microauth.passkey;

import dev.microauth.subject.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A passkey of somebody's.
///
/// @param backedUp whether its maker keeps copies of it
/// @param suspectSince when its counter went backwards, as that of a copy would
public record Passkey(
        UUID id,
        UserId user,
        String name,
        boolean backedUp,
        Optional<Instant> suspectSince,
        Instant createdAt,
        Optional<Instant> lastUsedAt) {}
