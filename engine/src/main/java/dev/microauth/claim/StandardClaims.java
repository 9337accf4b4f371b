package dev.microauth.claim;

import dev.microauth.oauth.ScopeSet;
import dev.microauth.user.User;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The claims of a person (OpenID Connect Core §5.1), from what is known of them and from their attributes of these
/// names. An attribute never stands for `sub` or for anything that the server itself vouches for.
public final class StandardClaims {
    private StandardClaims() {}

    /// What these scopes open, and what was asked for by name besides; without `sub`.
    ///
    /// @param names each one of those that [#scopeOf] knows
    public static Map<String, Object> of(
            User user, List<String> roles, ScopeSet scopes, Collection<String> names) {
        throw new UnsupportedOperationException("to come");
    }

    /// The scope that opens a claim; empty for a claim that is none of these.
    public static Optional<String> scopeOf(String claim) {
        throw new UnsupportedOperationException("to come");
    }

    /// Every claim there is, for the metadata.
    public static List<String> all() {
        throw new UnsupportedOperationException("to come");
    }
}
