package dev.microauth.token;

import java.util.Optional;
import java.util.UUID;

/// The `jti` of a token, and the key of its row.
public record TokenId(UUID value) {
    public static Optional<TokenId> parse(String text) {
        try {
            return Optional.of(new TokenId(UUID.fromString(text)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
