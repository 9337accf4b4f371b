package dev.microauth.access;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A bundle of permissions under a name that applications see in tokens. `version` grows with each change.
public record Role(
        RoleId id,
        String name,
        Optional<String> description,
        boolean isProtected,
        Instant createdAt,
        long version)
        implements Entry {
    @Override
    public UUID key() {
        return id.value();
    }
}
