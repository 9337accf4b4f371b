package dev.microauth.api;

/// The answer to it.
public record AccessVerdict(boolean allowed) {}
