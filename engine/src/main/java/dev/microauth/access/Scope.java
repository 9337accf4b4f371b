package dev.microauth.access;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// What a token may be used for, assigned to subjects and allowed to clients. `version` grows with each change.
public record Scope(
        ScopeId id,
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
