package dev.microauth.logout;

import java.time.Instant;
import java.util.Optional;

/// What is known of one client and the session that gave it something.
///
/// @param canBeTold whether the client has an address for it now
/// @param endedAt when the end of the session was noticed
/// @param lastProblem why the last attempt failed
public record LogoutRecord(
        String clientId,
        boolean canBeTold,
        Instant joinedAt,
        Optional<Instant> endedAt,
        long attempts,
        Optional<Instant> nextAttemptAt,
        Optional<Instant> deliveredAt,
        Optional<Instant> givenUpAt,
        Optional<String> lastProblem) {}
