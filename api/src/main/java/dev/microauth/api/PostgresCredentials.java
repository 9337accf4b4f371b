package dev.microauth.api;

/// How to reach a database, password included.
public record PostgresCredentials(
        String host, int port, String database, String username, String password) {}
