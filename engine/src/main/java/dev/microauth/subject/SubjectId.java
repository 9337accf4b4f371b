package dev.microauth.subject;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// Whoever can hold rights and is told apart by a UUID, which is the `sub` of their tokens.
public sealed interface SubjectId permits UserId, ServiceAccountId {
    UUID value();

    /// The id that a text spells in its one form: lower case, with hyphens.
    static <T extends SubjectId> Optional<T> parse(String text, Function<UUID, T> kind) {
        try {
            return Optional.of(kind.apply(UUID.fromString(text)))
                    .filter(id -> id.value().toString().equals(text));
        } catch (IllegalArgumentException noUuid) {
            return Optional.empty();
        }
    }

    /// The noun that audit events use: `user` or `service-account`.
    String kind();
}
