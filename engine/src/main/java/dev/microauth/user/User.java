package dev.microauth.user;

import dev.microauth.subject.UserId;
import java.time.Instant;
import java.util.Optional;

/// A person who can sign in. `version` grows with each change.
///
/// @param lockoutUntil until when nobody gets in by this name; [#FOR_GOOD] means until somebody lifts it
/// @param totpEnabled whether they have an authenticator app
/// @param passkeys how many they have
public record User(
        UserId id,
        Username username,
        Optional<String> email,
        boolean emailVerified,
        Optional<String> name,
        boolean isActive,
        Optional<Instant> lockoutUntil,
        boolean totpEnabled,
        int passkeys,
        Attributes attributes,
        Instant createdAt,
        Instant modifiedAt,
        Optional<Instant> lastLogin,
        long version) {
    /// The end of a lock-out that has none.
    public static final Instant FOR_GOOD = Instant.parse("9999-12-31T23:59:59Z");

    /// Whether this person may get in by any door now: neither disabled nor locked.
    public boolean mayEnter(Instant now) {
        return isActive && lockoutUntil.filter(now::isBefore).isEmpty();
    }

    public boolean hasSecondFactor() {
        return totpEnabled || passkeys > 0;
    }
}
