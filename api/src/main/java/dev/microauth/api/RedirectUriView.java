package dev.microauth.api;

import java.util.UUID;

/// One of a client's redirect URIs.
public record RedirectUriView(UUID id, String redirectUri) {}
