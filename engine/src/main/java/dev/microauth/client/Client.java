package dev.microauth.client;

import dev.microauth.jose.Algorithm;
import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.subject.ClientId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// An application that asks for tokens. What is empty follows the settings of the server.
public record Client(
        UUID id,
        ClientId clientId,
        String name,
        boolean isConfidential,
        boolean isActive,
        boolean isFirstParty,
        Set<GrantType> grantTypes,
        ScopeSet scopes,
        Optional<String> audience,
        Optional<Algorithm> accessTokenAlgorithm,
        Optional<Duration> accessTokenLifetime,
        Optional<Duration> refreshTokenLifetime,
        Duration refreshGrace,
        Instant createdAt,
        Instant modifiedAt,
        long version) {

    public Client {
        grantTypes = Set.copyOf(grantTypes);
    }

    Client withScopes(ScopeSet allowed) {
        return new Client(
                id,
                clientId,
                name,
                isConfidential,
                isActive,
                isFirstParty,
                grantTypes,
                allowed,
                audience,
                accessTokenAlgorithm,
                accessTokenLifetime,
                refreshTokenLifetime,
                refreshGrace,
                createdAt,
                modifiedAt,
                version);
    }

    public boolean may(GrantType grant) {
        return grantTypes.contains(grant);
    }
}
