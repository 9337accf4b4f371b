package dev.microauth.api;

import java.util.Optional;
import java.util.UUID;

/// A permission. A protected one can be neither changed nor deleted.
public record PermissionView(
        UUID id, String name, Optional<String> description, boolean isProtected) {}
