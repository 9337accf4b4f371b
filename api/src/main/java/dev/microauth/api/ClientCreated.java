package dev.microauth.api;

import java.util.Optional;

/// A client just made; a confidential one with its first secret, shown in this answer alone.
public record ClientCreated(@Inline ClientView client, Optional<String> clientSecret) {}
