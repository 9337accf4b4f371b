package dev.microauth.api;

/// Whether they would sign in, and whether a code of the second factor would be asked for then.
public record PasswordVerdict(boolean valid, boolean totpRequired) {}
