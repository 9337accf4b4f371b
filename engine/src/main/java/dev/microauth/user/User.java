package dev.microauth.user;

import dev.microauth.subject.UserId;
import java.time.Instant;
import java.util.Optional;

/// A person who can sign in. `version` grows with each change.
public record User(
        UserId id,
        Username username,
        Optional<String> email,
        boolean emailVerified,
        Optional<String> name,
        boolean isActive,
        Optional<Instant> lockoutUntil,
        Instant createdAt,
        Instant modifiedAt,
        Optional<Instant> lastLogin,
        long version) {

    /// Whether this person may get in by any door now: neither disabled nor locked.
    public boolean mayEnter(Instant now) {
        return isActive && lockoutUntil.filter(now::isBefore).isEmpty();
    }
}
