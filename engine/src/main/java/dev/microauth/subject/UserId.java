package dev.microauth.subject;

import java.util.Optional;
import java.util.UUID;

/// The id of a person, and the `sub` of their tokens.
public record UserId(UUID value) implements SubjectId {
    @Override
    public String kind() {
        return "user";
    }

    public static Optional<UserId> parse(String text) {
        return SubjectId.parse(text, UserId::new);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
