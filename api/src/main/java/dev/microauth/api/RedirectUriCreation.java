package dev.microauth.api;

/// A further redirect URI.
public record RedirectUriCreation(String redirectUri) {}
