package dev.microauth.jose;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whom a verified access token speaks for, and what it opens. Holding one is the proof.
///
/// ```java
/// AuthUser user = verifier.verify(bearer);
/// if (user.hasScope("orders:write")) {
///     orders.place(user.id(), order);
/// }
/// ```
///
/// @param id the subject: a user's or service account's UUID, or the client id of a client that acts for itself
/// @param clientId the client that the token was issued to
/// @param permissions empty where the verifier does not know them, see [AccessVerifier#knowsPermissions()]
/// @param token with all its claims
public record AuthUser(
        String id,
        Optional<String> clientId,
        Set<String> scopes,
        Set<String> roles,
        Set<String> permissions,
        VerifiedToken token) {
    public AuthUser {
        scopes = Set.copyOf(scopes);
        roles = Set.copyOf(roles);
        permissions = Set.copyOf(permissions);
    }

    /// Reads the claims of RFC 9068 §2.2: `sub`, `client_id`, `scope` and `roles`.
    public static AuthUser of(VerifiedToken token, Set<String> permissions) {
        return new AuthUser(
                token.subject(),
                token.text("client_id"),
                Set.of(
                        token.text("scope").filter(text -> !text.isBlank()).stream()
                                .flatMap(text -> List.of(text.split(" ", -1)).stream())
                                .distinct()
                                .toArray(String[]::new)),
                Set.copyOf(token.texts("roles")),
                permissions,
                token);
    }

    public boolean hasScope(String scope) {
        return scopes.contains(scope);
    }

    public boolean hasRole(String role) {
        return roles.contains(role);
    }

    public boolean hasPermission(String permission) {
        return permissions.contains(permission);
    }

    /// The subject alone: claims may be personal.
    @Override
    public String toString() {
        return "AuthUser[" + id + "]";
    }
}
