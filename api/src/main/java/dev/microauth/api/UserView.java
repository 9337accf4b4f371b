package dev.microauth.api;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A person. `lockout_until` in the year 9999 means: until somebody lifts it.
public record UserView(
        UUID id,
        String username,
        Optional<String> email,
        boolean emailVerified,
        Optional<String> name,
        boolean isActive,
        Optional<Instant> lockoutUntil,
        boolean totpEnabled,
        int passkeys,
        Map<String, Object> attributes,
        Instant createdAt,
        Instant modifiedAt,
        Optional<Instant> lastLogin) {
    public UserView {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }
}
