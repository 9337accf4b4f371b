package dev.microauth.access;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Something that may be done, given to subjects through roles. `version` grows with each change.
public record Permission(
        PermissionId id,
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
