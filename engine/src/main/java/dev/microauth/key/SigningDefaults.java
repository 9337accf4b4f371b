package dev.microauth.key;

import dev.microauth.jose.Algorithm;
import java.util.ArrayList;
import java.util.List;

/// What the auth ring signs with where a client asks for nothing else. Every client may still choose any algorithm of
/// the ring.
public record SigningDefaults(Algorithm accessToken, Algorithm idToken) {
    /// Short access tokens, and ID tokens that every client understands (OpenID Connect Core §2).
    public static final SigningDefaults STANDARD =
            new SigningDefaults(Algorithm.ES256, Algorithm.RS256);

    public SigningDefaults {
        if (!Ring.AUTH.algorithms().containsAll(List.of(accessToken, idToken))) {
            throw new IllegalArgumentException(
                    "the auth ring signs with " + Ring.AUTH.algorithms());
        }
    }

    /// One for both kinds.
    public static SigningDefaults both(Algorithm algorithm) {
        return new SigningDefaults(algorithm, algorithm);
    }

    /// What access tokens of a ring are signed with.
    public Algorithm accessToken(Ring ring) {
        return switch (ring) {
            case AUTH -> accessToken;
            case ADMIN -> ring.algorithms().getFirst();
        };
    }

    /// All that sign access tokens of the auth ring, the default first.
    public List<Algorithm> accessTokens() {
        return first(accessToken);
    }

    /// All that sign ID tokens, the default first.
    public List<Algorithm> idTokens() {
        return first(idToken);
    }

    private static List<Algorithm> first(Algorithm standard) {
        var all = new ArrayList<>(Ring.AUTH.algorithms());
        all.remove(standard);
        all.addFirst(standard);
        return List.copyOf(all);
    }
}
