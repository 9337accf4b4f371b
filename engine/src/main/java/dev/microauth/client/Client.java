package dev.microauth.client;

import dev.microauth.jose.Algorithm;
import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.subject.ClientId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// An application that asks for tokens. `version` grows with each change of what can be seen of it.
public record Client(
        UUID id,
        ClientId clientId,
        ClientSettings settings,
        Instant createdAt,
        Instant modifiedAt,
        long version) {

    public String name() {
        return settings.name();
    }

    public boolean isConfidential() {
        return settings.authMethod().isConfidential();
    }

    public boolean isActive() {
        return settings.isActive();
    }

    public boolean isFirstParty() {
        return settings.isFirstParty();
    }

    public Set<GrantType> grantTypes() {
        return settings.grantTypes();
    }

    public ScopeSet scopes() {
        return settings.scopes();
    }

    public Optional<String> audience() {
        return settings.audience();
    }

    public Optional<Algorithm> accessTokenAlgorithm() {
        return settings.accessTokenAlgorithm();
    }

    public Optional<Duration> accessTokenLifetime() {
        return settings.accessTokenLifetime();
    }

    public Optional<Duration> refreshTokenLifetime() {
        return settings.refreshTokenLifetime();
    }

    public Duration refreshGrace() {
        return settings.refreshGrace();
    }

    public boolean may(GrantType grant) {
        return grantTypes().contains(grant);
    }

    /// What is allowed but unwise about it, in sentences.
    public List<String> warnings() {
        return ClientRules.warnings(settings);
    }
}
