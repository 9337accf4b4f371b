package dev.microauth;

import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.client.AuthenticatedCaller;
import dev.microauth.client.ClientCredentials;
import dev.microauth.grant.TokenRequest;
import dev.microauth.grant.TokenResponse;
import dev.microauth.key.Ring;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.secret.Secret;
import dev.microauth.service.AccountReference;
import dev.microauth.service.ServiceAccount;
import dev.microauth.subject.ServiceAccountId;
import dev.microauth.token.Introspection;
import java.util.List;
import java.util.Optional;

/// A service account with a credential, as it talks to the engine.
public record Robot(Installation site, ServiceAccount account, Secret credential) {
    /// Made with the scopes and one credential.
    public static Robot of(Installation site, String name, String... scopes) {
        var auth = site.auth();
        var account = auth.serviceAccounts().create(Installation.ACTOR).name(name).save();
        for (String scope : scopes) {
            auth.access().assignScope(Installation.ACTOR, account.id(), scope);
        }
        return new Robot(site, account, issue(site, account));
    }

    private static Secret issue(Installation site, ServiceAccount account) {
        return site.auth()
                .serviceCredentials()
                .issue(Installation.ACTOR, AccountReference.of(account.id()))
                .credential();
    }

    /// The same account with a credential that takes the place of this one.
    public Robot reissued() {
        return new Robot(site, account, issue(site, account));
    }

    public ServiceAccountId id() {
        return account.id();
    }

    /// The account as the one who acts, without any permission.
    public Actor actor() {
        return Actor.serviceAccount(id().toString(), Origin.NONE);
    }

    public ClientCredentials.Post proof() {
        return new ClientCredentials.Post(account.name().value(), credential);
    }

    public AuthenticatedCaller authenticated() {
        return site.auth().clientAuthenticator().authenticate(proof(), Origin.NONE);
    }

    public TokenResponse token(String... scopes) {
        return ask(
                new TokenRequest.ClientCredentials(
                        scopes.length == 0
                                ? Optional.empty()
                                : Optional.of(ScopeSet.of(List.of(scopes)))));
    }

    public TokenResponse ask(TokenRequest request) {
        return site.auth().tokenService().grant(authenticated(), request, Origin.NONE);
    }

    /// What the admin port gives for the credential.
    public TokenResponse adminToken() {
        return site.auth().adminTokenService().grant(proof(), Origin.NONE);
    }

    public Introspection introspect(String token) {
        return site.auth().tokenStatus().introspect(authenticated(), token);
    }

    public boolean isLive(Ring ring, TokenResponse response) {
        return site.auth().accessTokens().find(ring, response.accessToken().compact()).isPresent();
    }
}
