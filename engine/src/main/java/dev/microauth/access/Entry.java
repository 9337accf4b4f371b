package dev.microauth.access;

import java.util.Optional;
import java.util.UUID;

/// What roles, permissions and scopes have in common. A protected one can be neither changed nor deleted.
public sealed interface Entry permits Role, Permission, Scope {
    /// The id, whichever of the three it names.
    UUID key();

    String name();

    Optional<String> description();

    boolean isProtected();

    /// Counts the changes; an update may expect the one that was read.
    long version();
}
