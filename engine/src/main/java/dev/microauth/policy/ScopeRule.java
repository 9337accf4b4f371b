package dev.microauth.policy;

import dev.microauth.access.Access;
import dev.microauth.claim.StandardClaims;
import dev.microauth.client.Client;
import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.OAuthError;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.subject.ServiceAccountId;
import dev.microauth.subject.UserId;
import dev.microauth.token.AskedClaims;
import java.util.List;
import java.util.Optional;

/// The one rule of scopes: granted = requested ∩ allowed for the client ∩ assigned to the user. The
/// built-in scopes need no assignment. What is granted may be nothing only where nothing was asked for: each throws
/// [OAuthRefusal] `invalid_scope` else.
public final class ScopeRule {
    private final Access access;

    public ScopeRule(Access access) {
        this.access = access;
    }

    /// Scopes for the client itself; all of its own when it names none.
    public ScopeSet forClient(Client client, Optional<ScopeSet> requested) {
        return granted(requested, client.scopes());
    }

    /// Scopes for a user of the client.
    public ScopeSet forUser(Client client, UserId user, Optional<ScopeSet> requested) {
        ScopeSet assigned = access.scopesOf(user);
        ScopeSet possible =
                client.scopes()
                        .only(name -> ScopeSet.BUILT_IN.contains(name) || assigned.contains(name))
                        // OpenID Connect Core §11: it is the word for refresh tokens.
                        .only(name ->
                                !name.equals(ScopeSet.OFFLINE_ACCESS)
                                        || client.may(GrantType.REFRESH_TOKEN));
        return granted(requested, possible);
    }

    /// Scopes for a service account: those assigned to it. The built-in ones speak of people.
    public ScopeSet forAccount(ServiceAccountId account, Optional<ScopeSet> requested) {
        ScopeSet assigned = access.scopesOf(account);
        return granted(requested, assigned.only(name -> !ScopeSet.BUILT_IN.contains(name)));
    }

    /// A claim that was asked for by name is given where the client could have its scope now.
    public static AskedClaims claims(Client client, AskedClaims asked) {
        return new AskedClaims(
                allowed(client, asked.idToken()), allowed(client, asked.userinfo()), asked.acr());
    }

    private static List<String> allowed(Client client, List<String> names) {
        return names.stream()
                .filter(name ->
                        StandardClaims.scopeOf(name).filter(client.scopes()::contains).isPresent())
                .toList();
    }

    /// What is left of what was asked for, or all where nothing was.
    public static ScopeSet granted(Optional<ScopeSet> requested, ScopeSet possible) {
        ScopeSet granted = requested.map(asked -> asked.only(possible::contains)).orElse(possible);
        // RFC 6749 §5.2: to ask for scopes and be allowed none of them is an error, not an empty
        // token.
        if (requested.filter(asked -> !asked.isEmpty()).isPresent() && granted.isEmpty()) {
            throw new OAuthRefusal(
                    OAuthError.INVALID_SCOPE,
                    "None of the requested scopes may be granted.",
                    "asked for " + requested.get());
        }
        return granted;
    }
}
