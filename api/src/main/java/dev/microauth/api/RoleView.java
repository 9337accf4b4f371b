package dev.microauth.api;

import java.util.Optional;
import java.util.UUID;

/// A role. A protected one can be neither changed nor deleted.
public record RoleView(UUID id, String name, Optional<String> description, boolean isProtected) {}
