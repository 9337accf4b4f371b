package dev.microauth.server.settings;

/// What authenticators have to say of themselves.
public enum Attestation {
    NONE,
    REQUIRED
}
