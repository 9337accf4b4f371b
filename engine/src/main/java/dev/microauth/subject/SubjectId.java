package dev.microauth.subject;

import java.util.UUID;

/// Whoever can hold rights and is told apart by a UUID, which is the `sub` of their tokens.
public sealed interface SubjectId permits UserId, ServiceAccountId {
    UUID value();

    /// The noun that audit events use: `user` or `service-account`.
    String kind();
}
