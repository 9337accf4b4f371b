package dev.microauth.bridge;

import java.time.Instant;
import java.util.Optional;

/// What the server gave for a code or a refresh token, with the ID token checked.
///
/// @param refreshToken empty where the client may not renew
/// @param scope what was granted, apart by blanks
record Tokens(
        String idToken,
        String accessToken,
        Instant accessExpiresAt,
        Optional<String> refreshToken,
        String scope) {
    @Override
    public String toString() {
        return "Tokens[scope=" + scope + ", until " + accessExpiresAt + "]";
    }
}
