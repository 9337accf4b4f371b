package dev.microauth.token;

import dev.microauth.client.Client;
import dev.microauth.key.Ring;
import dev.microauth.oauth.ScopeSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A signed access token that is about to be stored and handed out. `client` is empty on the admin ring.
public record AccessToken(
        TokenId id,
        Ring ring,
        String compact,
        Subject subject,
        Optional<Client> client,
        ScopeSet scopes,
        Instant issuedAt,
        Instant expiresAt) {

    public Duration lifetime() {
        return Duration.between(issuedAt, expiresAt);
    }

    @Override
    public String toString() {
        return "access token " + id;
    }
}
