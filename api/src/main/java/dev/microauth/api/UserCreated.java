package dev.microauth.api;

import java.time.Instant;
import java.util.Optional;

/// A person just made, and, where no password was given, the one-time link to choose one.
public record UserCreated(
        @Inline UserView user, Optional<String> url, Optional<Instant> expiresAt) {}
