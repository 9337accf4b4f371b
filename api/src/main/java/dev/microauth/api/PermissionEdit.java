package dev.microauth.api;

import java.util.Optional;

/// What can be chosen of a permission.
public record PermissionEdit(String name, Optional<String> description) {}
