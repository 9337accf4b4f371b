package dev.microauth.session;

import java.util.UUID;

/// The id of a session. Nobody signs in with it.
public record SessionId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
