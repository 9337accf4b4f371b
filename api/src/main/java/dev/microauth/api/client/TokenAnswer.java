package dev.microauth.api.client;

import java.util.Optional;

/// What the token endpoint gave (RFC 6749 §5.1).
///
/// @param expiresIn seconds from the answer on
public record TokenAnswer(
        String accessToken,
        String tokenType,
        Optional<Long> expiresIn,
        Optional<String> refreshToken,
        Optional<String> scope) {
    @Override
    public String toString() {
        return "TokenAnswer[***]";
    }
}
