package dev.microauth.api;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Who is asking, and what they may do here.
public record AdminView(
        UUID id,
        String kind,
        String name,
        List<String> roles,
        List<String> permissions,
        Instant expiresAt) {
    public AdminView {
        roles = List.copyOf(roles);
        permissions = List.copyOf(permissions);
    }
}
