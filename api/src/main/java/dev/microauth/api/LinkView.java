package dev.microauth.api;

import java.time.Instant;

/// A one-time link for one person; it is shown in this answer alone.
public record LinkView(String url, Instant expiresAt) {}
