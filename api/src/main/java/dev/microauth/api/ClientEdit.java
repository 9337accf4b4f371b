package dev.microauth.api;

import java.util.List;
import java.util.Optional;

/// What can be chosen of a client, under the names of RFC 7591 where it has one. What is absent takes its
/// default. `required_acr` tells how well people must have proved who they are, `allowed_roles` names the roles of which
/// they need one, and `protected_sites` are origins behind a proxy that asks `/verify`. Lifetimes, `session_max_age` and `refresh_grace` are whole seconds; `scope` is separated by spaces.
public record ClientEdit(
        Optional<String> clientName,
        Optional<List<String>> redirectUris,
        Optional<List<String>> postLogoutRedirectUris,
        Optional<List<String>> grantTypes,
        Optional<String> tokenEndpointAuthMethod,
        Optional<String> scope,
        Optional<String> audience,
        Optional<Boolean> isActive,
        Optional<Boolean> isFirstParty,
        Optional<Boolean> requirePkce,
        Optional<Long> accessTokenLifetime,
        Optional<Long> refreshTokenLifetime,
        Optional<Long> sessionMaxAge,
        Optional<String> accessTokenSignedResponseAlg,
        Optional<String> idTokenSignedResponseAlg,
        Optional<Long> refreshGrace,
        Optional<String> backchannelLogoutUri,
        Optional<String> logoUri,
        Optional<List<String>> contacts,
        Optional<Boolean> allowUndottedScheme,
        Optional<String> requiredAcr,
        Optional<List<String>> allowedRoles,
        Optional<List<String>> responseModes,
        Optional<List<String>> protectedSites) {}
