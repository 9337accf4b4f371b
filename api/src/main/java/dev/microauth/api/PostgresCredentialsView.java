package dev.microauth.api;

import java.time.Instant;
import java.util.UUID;

/// Whose database credentials are kept here; without the password.
public record PostgresCredentialsView(
        UUID serviceAccountId,
        String serviceAccount,
        String host,
        int port,
        String database,
        String username,
        Instant modifiedAt) {}
