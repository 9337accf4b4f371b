package dev.microauth.api;

import java.util.Optional;

/// A new service account. A role of the same name is made with it.
public record ServiceAccountCreation(String name, Optional<String> description) {}
