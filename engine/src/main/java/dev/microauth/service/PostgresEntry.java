package dev.microauth.service;

import dev.microauth.subject.ClientId;
import dev.microauth.subject.ServiceAccountId;
import java.time.Instant;

/// That a database login is kept for an account, and where it leads; without the password.
public record PostgresEntry(
        ServiceAccountId account,
        ClientId accountName,
        String host,
        int port,
        String database,
        String username,
        Instant modifiedAt) {}
