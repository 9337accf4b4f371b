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
        return SubjectId.parse(text, ServiceAccountId::new);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
