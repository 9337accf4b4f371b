package dev.microauth.token;

import java.util.Optional;
import java.util.UUID;

/// Where a token comes from: the family of refresh tokens and the session that it dies with.
public record Lineage(Optional<UUID> family, Optional<UUID> session) {
    /// A token that stands for itself.
    public static final Lineage NONE = new Lineage(Optional.empty(), Optional.empty());
}
