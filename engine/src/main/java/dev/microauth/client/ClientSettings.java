package dev.microauth.client;

import dev.microauth.jose.Algorithm;
import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.ScopeSet;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What can be chosen of a client. What is empty follows the settings of the server.
///
/// @param sessionMaxAge how long after a sign-in this client still takes it
/// @param logoUri is kept, and never loaded
public record ClientSettings(
        String name,
        AuthMethod authMethod,
        boolean isActive,
        boolean isFirstParty,
        boolean requirePkce,
        boolean allowUndottedScheme,
        Set<GrantType> grantTypes,
        ScopeSet scopes,
        Optional<String> audience,
        Optional<Algorithm> accessTokenAlgorithm,
        Optional<Algorithm> idTokenAlgorithm,
        Optional<Duration> accessTokenLifetime,
        Optional<Duration> refreshTokenLifetime,
        Optional<Duration> sessionMaxAge,
        Duration refreshGrace,
        List<RedirectUri> redirectUris,
        List<RedirectUri> postLogoutRedirectUris,
        Optional<String> backchannelLogoutUri,
        Optional<String> logoUri,
        List<String> contacts,
        EntryRules entry) {

    private static final Duration CONFIDENTIAL_GRACE = Duration.ofSeconds(10);

    public ClientSettings {
        grantTypes = Set.copyOf(grantTypes);
        redirectUris = List.copyOf(redirectUris);
        postLogoutRedirectUris = List.copyOf(postLogoutRedirectUris);
        contacts = List.copyOf(contacts);
    }

    /// What a client is of which nothing was said but its name.
    static ClientSettings standard(String name, AuthMethod method) {
        return new ClientSettings(
                name,
                method,
                true,
                false,
                true,
                false,
                Set.of(),
                ScopeSet.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                standardGrace(method),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                EntryRules.OPEN);
    }

    /// What stands in tables of its own.
    private record Lists(
            ScopeSet scopes, List<RedirectUri> redirects, List<RedirectUri> postLogout) {}

    /// The same with other lists.
    ClientSettings with(
            ScopeSet otherScopes,
            List<RedirectUri> otherRedirects,
            List<RedirectUri> otherPostLogout) {
        var others = new Lists(otherScopes, otherRedirects, otherPostLogout);
        return copy(isFirstParty, grantTypes, others, entry);
    }

    /// The same with other rules of who may enter.
    ClientSettings with(EntryRules otherEntry) {
        var same = new Lists(scopes, redirectUris, postLogoutRedirectUris);
        return copy(isFirstParty, grantTypes, same, otherEntry);
    }

    /// The same as a tool of ours.
    ClientSettings ofTheHouse(Set<GrantType> grants, List<RedirectUri> redirects) {
        return copy(true, grants, new Lists(ScopeSet.NONE, redirects, List.of()), entry);
    }

    private ClientSettings copy(
            boolean firstParty, Set<GrantType> grants, Lists lists, EntryRules entryRules) {
        return new ClientSettings(
                name,
                authMethod,
                isActive,
                firstParty,
                requirePkce,
                allowUndottedScheme,
                grants,
                lists.scopes(),
                audience,
                accessTokenAlgorithm,
                idTokenAlgorithm,
                accessTokenLifetime,
                refreshTokenLifetime,
                sessionMaxAge,
                refreshGrace,
                lists.redirects(),
                lists.postLogout(),
                backchannelLogoutUri,
                logoUri,
                contacts,
                entryRules);
    }

    static Duration standardGrace(AuthMethod method) {
        return method.isConfidential() ? CONFIDENTIAL_GRACE : Duration.ZERO;
    }
}
