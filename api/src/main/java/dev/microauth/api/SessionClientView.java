package dev.microauth.api;

import java.time.Instant;
import java.util.Optional;

/// A client that a session gave something to, and how far it was told of the session's end.
public record SessionClientView(
        String clientId,
        boolean canBeTold,
        Instant joinedAt,
        Optional<Instant> endedAt,
        long attempts,
        Optional<Instant> nextAttemptAt,
        Optional<Instant> deliveredAt,
        Optional<Instant> givenUpAt,
        Optional<String> lastProblem) {}
