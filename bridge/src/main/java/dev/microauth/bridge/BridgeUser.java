package dev.microauth.bridge;

import java.security.Principal;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who is signed in to this application, as the server vouched for it. Holding one is the proof.
///
/// ```java
/// String greeting = "Hello " + user.name().orElse(user.username());
/// var call = HttpRequest.newBuilder(orders).header("Authorization", "Bearer " + user.accessToken());
/// ```
///
/// @param id the subject: a UUID that is never given to anybody else; keep data under this one
/// @param claims of the ID token and of userinfo, as of the last renewal, unmodifiable; which ones depends on the scopes
/// @param scopes that were granted
/// @param accessToken for calls to other services in this person's name: renewed in time, so take it anew for each
///     request and do not store it
/// @param signedInAt when this session of the application began
public record BridgeUser(
        String id,
        Map<String, Object> claims,
        Set<String> scopes,
        String accessToken,
        Instant signedInAt)
        implements Principal {
    public BridgeUser {
        claims = Map.copyOf(claims);
        scopes = Set.copyOf(scopes);
    }

    /// The subject, as [#id()].
    @Override
    public String getName() {
        return id;
    }

    /// The name for signing in, where the scope `profile` was granted; else the subject. It may change.
    public String username() {
        return text("preferred_username").orElse(id);
    }

    /// What the person is called, with the scope `profile`.
    public Optional<String> name() {
        return text("name");
    }

    /// With the scope `email`. Whether it was verified says the claim `email_verified`.
    public Optional<String> email() {
        return text("email");
    }

    /// The claims `roles` and `groups`, of which the latter comes with the scope of that name.
    public Set<String> roles() {
        var roles = new HashSet<String>();
        for (String claim : List.of("roles", "groups")) {
            if (claims.get(claim) instanceof List<?> list) {
                list.forEach(each -> roles.add(String.valueOf(each)));
            }
        }
        return Set.copyOf(roles);
    }

    public boolean hasRole(String role) {
        return roles().contains(role);
    }

    public boolean hasScope(String scope) {
        return scopes.contains(scope);
    }

    private Optional<String> text(String claim) {
        return claims.get(claim) instanceof String text && !text.isEmpty()
                ? Optional.of(text)
                : Optional.empty();
    }

    /// The subject alone: claims are personal, the token is secret.
    @Override
    public String toString() {
        return "BridgeUser[" + id + "]";
    }
}
