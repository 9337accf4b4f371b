package dev.microauth.api;

/// How many rows were removed.
public record PurgeResult(long removed) {}
