package dev.microauth.grant;

import dev.microauth.token.AccessToken;
import java.util.Optional;

/// What the token endpoint answers (RFC 6749 §5.1).
public record TokenResponse(AccessToken accessToken, Optional<String> refreshToken) {
    @Override
    public String toString() {
        return "TokenResponse[" + accessToken + "]";
    }
}
