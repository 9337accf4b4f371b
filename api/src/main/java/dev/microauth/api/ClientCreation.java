package dev.microauth.api;

/// A new client.
public record ClientCreation(String clientId, @Inline ClientEdit settings) {}
