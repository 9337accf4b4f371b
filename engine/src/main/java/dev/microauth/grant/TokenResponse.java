package dev.microauth.grant;

import dev.microauth.token.AccessToken;
import java.util.Optional;

/// What the token endpoint answers (RFC 6749 §5.1, OpenID Connect Core §3.1.3.3).
public record TokenResponse(
        AccessToken accessToken, Optional<String> refreshToken, Optional<String> idToken) {
    @Override
    public String toString() {
        return "TokenResponse[" + accessToken + "]";
    }
}
