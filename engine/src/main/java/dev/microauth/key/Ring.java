package dev.microauth.key;

import dev.microauth.jose.Algorithm;
import dev.microauth.subject.Generation;
import java.util.List;
import java.util.Locale;

/// The two rings. A key of one never signs for the other, and neither accepts the other's tokens.
public enum Ring {
    AUTH,
    ADMIN;

    /// What the ring can sign with.
    public List<Algorithm> algorithms() {
        return switch (this) {
            case AUTH -> List.of(Algorithm.ES256, Algorithm.EdDSA, Algorithm.RS256);
            case ADMIN -> List.of(Algorithm.EdDSA);
        };
    }

    /// The count that its tokens live under.
    public long of(Generation generation) {
        return switch (this) {
            case AUTH -> generation.all();
            case ADMIN -> generation.admin();
        };
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
