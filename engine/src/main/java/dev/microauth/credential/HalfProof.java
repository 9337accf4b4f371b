package dev.microauth.credential;

import dev.microauth.subject.Generation;
import dev.microauth.user.User;
import java.time.Instant;
import java.util.Set;

/// A password that was right, of somebody who has a second factor: worth nothing without it. Only this package makes
/// one.
public final class HalfProof {
    /// What somebody has enrolled.
    public enum Factor {
        TOTP,
        RECOVERY_CODE,
        PASSKEY
    }

    private final User user;
    private final Instant at;
    private final Generation generation;
    private final Set<Factor> factors;

    HalfProof(User user, Instant at, Generation generation, Set<Factor> factors) {
        this.user = user;
        this.at = at;
        this.generation = generation;
        this.factors = Set.copyOf(factors);
    }

    public User user() {
        return user;
    }

    /// When the password was right.
    public Instant at() {
        return at;
    }

    /// The same with its person as they are now.
    HalfProof of(User current) {
        return new HalfProof(current, at, generation, factors);
    }

    Generation generation() {
        return generation;
    }

    /// Which of their factors would do.
    public Set<Factor> factors() {
        return factors;
    }
}
