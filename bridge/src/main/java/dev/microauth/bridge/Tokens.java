package dev.microauth.bridge;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What the server gave for a code or a refresh token, with the ID token checked.
///
/// @param refreshToken empty where the client may not renew
/// @param scope what was granted, apart by blanks
/// @param profile what the server says of the person besides, fetched with the access token
record Tokens(
        String idToken,
        String accessToken,
        Instant accessExpiresAt,
        Optional<String> refreshToken,
        String scope,
        Map<String, Object> profile) {
    @Override
    public String toString() {
        return "Tokens[scope=" + scope + ", until " + accessExpiresAt + "]";
    }
}
