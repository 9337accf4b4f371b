package dev.microauth.access;

import java.util.UUID;

/// The id of a permission.
public record PermissionId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
