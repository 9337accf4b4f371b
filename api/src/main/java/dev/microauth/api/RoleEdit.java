package dev.microauth.api;

import java.util.Optional;

/// What can be chosen of a role.
public record RoleEdit(String name, Optional<String> description) {}
