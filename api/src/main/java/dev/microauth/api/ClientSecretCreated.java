package dev.microauth.api;

/// A secret just made, shown in this answer alone.
public record ClientSecretCreated(@Inline ClientSecretView secret, String clientSecret) {}
