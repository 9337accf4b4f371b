package dev.microauth.api;

import java.util.Optional;

/// Which keys are to be replaced: of a ring (`auth`, `admin`), all algorithms unless one is named.
public record KeyRotation(String ring, Optional<String> algorithm) {}
