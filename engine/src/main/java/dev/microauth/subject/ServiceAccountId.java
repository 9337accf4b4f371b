package dev.microauth.subject;

import java.util.Optional;
import java.util.UUID;

/// The id of a service account, and the `sub` of its tokens.
public record ServiceAccountId(UUID value) implements SubjectId {
    @Override
    public String kind() {
        return "service-account";
    }

    public static Optional<ServiceAccountId> parse(String text) {
        try {
            var id = new ServiceAccountId(UUID.fromString(text));
            return id.toString().equals(text) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
