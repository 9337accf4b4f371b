package dev.microauth.access;

import java.util.UUID;

/// The id of a scope.
public record ScopeId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
