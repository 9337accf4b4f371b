package dev.microauth.api;

import java.time.Instant;

/// The one credential of a service account, shown in this answer alone.
public record CredentialView(String credential, Instant issuedAt, Instant expiresAt) {}
