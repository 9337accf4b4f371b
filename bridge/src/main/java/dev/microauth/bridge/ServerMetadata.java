package dev.microauth.bridge;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// What the server says of itself (OpenID Connect Discovery §3).
///
/// @param namesItself whether `iss` comes with each answer (RFC 9207 §3)
record ServerMetadata(
        URI authorization,
        URI token,
        URI keys,
        Optional<URI> userInfo,
        Optional<URI> endSession,
        Optional<URI> revocation,
        boolean namesItself) {
    static final String PLACE = "/.well-known/openid-configuration";

    /// @throws Unreachable when it is not the metadata of this issuer
    static ServerMetadata of(Map<String, Object> members, String issuer) {
        // Discovery §4.3: the same issuer, character for character; else another server could speak
        // for it.
        if (!issuer.equals(members.get("issuer"))) {
            throw new Unreachable(
                    "the metadata below "
                            + issuer
                            + " is that of another issuer: say the issuer exactly as the server does");
        }
        return new ServerMetadata(
                required(members, "authorization_endpoint"),
                required(members, "token_endpoint"),
                required(members, "jwks_uri"),
                place(members, "userinfo_endpoint"),
                place(members, "end_session_endpoint"),
                place(members, "revocation_endpoint"),
                Boolean.TRUE.equals(members.get("authorization_response_iss_parameter_supported")));
    }

    private static URI required(Map<String, Object> members, String name) {
        return place(members, name)
                .orElseThrow(() -> new Unreachable("the metadata has no " + name));
    }

    private static Optional<URI> place(Map<String, Object> members, String name) {
        try {
            return members.get(name) instanceof String text
                    ? Optional.of(Places.checked(name, text))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            throw new Unreachable("metadata: " + e.getMessage());
        }
    }
}
