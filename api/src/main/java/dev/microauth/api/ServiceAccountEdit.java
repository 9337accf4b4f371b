package dev.microauth.api;

import java.util.Optional;

/// What can be changed of a service account.
public record ServiceAccountEdit(Optional<String> description, Optional<Boolean> isActive) {}
