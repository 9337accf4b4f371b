package dev.microauth.access;

import java.util.UUID;

/// The id of a role.
public record RoleId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
