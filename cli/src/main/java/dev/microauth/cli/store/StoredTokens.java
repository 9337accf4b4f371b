package dev.microauth.cli.store;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What a sign-in gave.
///
/// @param expiresAt when the access token is over
/// @param refreshToken buys the next tokens, once; a service account has none
public record StoredTokens(
        String username, String accessToken, Instant expiresAt, Optional<String> refreshToken) {
    /// A token is renewed this long before it is over, so that it does not end on the way.
    private static final Duration MARGIN = Duration.ofSeconds(20);

    public boolean isFresh(Instant now) {
        return now.isBefore(expiresAt.minus(MARGIN));
    }

    static Optional<StoredTokens> of(Object stored) {
        if (stored instanceof Map<?, ?> tree
                && tree.get("username") instanceof String username
                && tree.get("access_token") instanceof String accessToken
                && tree.get("expires_at") instanceof String expiresAt) {
            try {
                var refresh =
                        tree.get("refresh_token") instanceof String text
                                ? Optional.of(text)
                                : Optional.<String>empty();
                return Optional.of(
                        new StoredTokens(username, accessToken, Instant.parse(expiresAt), refresh));
            } catch (DateTimeException noMoment) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    Map<String, Object> tree() {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("username", username);
        tree.put("access_token", accessToken);
        tree.put("expires_at", expiresAt.toString());
        refreshToken.ifPresent(token -> tree.put("refresh_token", token));
        return tree;
    }

    @Override
    public String toString() {
        return "StoredTokens[" + username + ", ***]";
    }
}
