package dev.microauth.api;

/// The six digits that an authenticator app shows.
public record TotpCode(String totpCode) {}
