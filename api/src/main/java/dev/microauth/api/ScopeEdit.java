package dev.microauth.api;

import java.util.Optional;

/// What can be chosen of a scope.
public record ScopeEdit(String name, Optional<String> description) {}
