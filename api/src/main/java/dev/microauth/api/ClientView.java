package dev.microauth.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A client. Empty lifetimes, audience and algorithms follow the settings of the server. `warnings` tells what is
/// allowed but unwise.
public record ClientView(
        UUID id,
        String clientId,
        String clientName,
        List<String> redirectUris,
        List<String> postLogoutRedirectUris,
        List<String> grantTypes,
        String tokenEndpointAuthMethod,
        String scope,
        Optional<String> audience,
        boolean isActive,
        boolean isFirstParty,
        boolean requirePkce,
        Optional<Long> accessTokenLifetime,
        Optional<Long> refreshTokenLifetime,
        Optional<Long> sessionMaxAge,
        Optional<String> accessTokenSignedResponseAlg,
        Optional<String> idTokenSignedResponseAlg,
        long refreshGrace,
        Optional<String> backchannelLogoutUri,
        Optional<String> logoUri,
        List<String> contacts,
        boolean allowUndottedScheme,
        Optional<String> requiredAcr,
        List<String> allowedRoles,
        List<String> responseModes,
        List<String> protectedSites,
        List<String> warnings,
        Instant createdAt,
        Instant modifiedAt) {
    public ClientView {
        redirectUris = List.copyOf(redirectUris);
        postLogoutRedirectUris = List.copyOf(postLogoutRedirectUris);
        grantTypes = List.copyOf(grantTypes);
        contacts = List.copyOf(contacts);
        allowedRoles = List.copyOf(allowedRoles);
        responseModes = List.copyOf(responseModes);
        protectedSites = List.copyOf(protectedSites);
        warnings = List.copyOf(warnings);
    }
}
