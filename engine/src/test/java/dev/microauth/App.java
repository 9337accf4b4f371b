package dev.microauth;

import dev.microauth.actor.Origin;
import dev.microauth.client.AuthenticatedCaller;
import dev.microauth.client.ClientCredentials;
import dev.microauth.grant.TokenRequest;
import dev.microauth.grant.TokenResponse;
import dev.microauth.key.Ring;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.secret.Secret;
import dev.microauth.subject.ClientId;
import dev.microauth.token.Introspection;
import java.util.List;
import java.util.Optional;

/// A client with its secret, as it talks to the engine.
public record App(Installation site, ClientId id, Optional<Secret> secret) {
    public AuthenticatedCaller authenticated() {
        ClientCredentials credentials =
                secret.<ClientCredentials>map(each -> new ClientCredentials.Post(id.value(), each))
                        .orElseGet(() -> new ClientCredentials.Name(id.value()));
        return site.auth().clientAuthenticator().authenticate(credentials, Origin.NONE);
    }

    public TokenResponse ask(TokenRequest request) {
        return site.auth().tokenService().grant(authenticated(), request, Origin.NONE);
    }

    /// The same client at another node.
    public TokenResponse refreshAt(Engine node, String token) {
        return node.tokenService()
                .grant(
                        authenticatedAt(node),
                        new TokenRequest.Refresh(token, Optional.empty()),
                        Origin.NONE);
    }

    public void revokeAt(Engine node, String token) {
        node.tokenStatus().revoke(authenticatedAt(node), token, Origin.NONE);
    }

    private AuthenticatedCaller authenticatedAt(Engine node) {
        return node.clientAuthenticator()
                .authenticate(
                        new ClientCredentials.Post(id.value(), secret.orElseThrow()), Origin.NONE);
    }

    /// A sign-in with any password, from anywhere.
    public TokenResponse signIn(String user, String password, Origin origin) {
        return site.auth()
                .tokenService()
                .grant(
                        authenticated(),
                        new TokenRequest.Password(user, Secret.of(password), Optional.empty()),
                        origin);
    }

    public TokenResponse clientCredentials(String... scopes) {
        return ask(new TokenRequest.ClientCredentials(scope(scopes)));
    }

    public TokenResponse password(String user, String... scopes) {
        return ask(
                new TokenRequest.Password(user, Secret.of(Installation.PASSWORD), scope(scopes)));
    }

    public TokenResponse refresh(String token, String... scopes) {
        return ask(new TokenRequest.Refresh(token, scope(scopes)));
    }

    public Introspection introspect(String token) {
        return site.auth().tokenStatus().introspect(authenticated(), token);
    }

    public void revoke(String token) {
        site.auth().tokenStatus().revoke(authenticated(), token, Origin.NONE);
    }

    /// Whether the access token of an answer is good now.
    public boolean isLive(TokenResponse response) {
        return site.auth()
                .accessTokens()
                .find(Ring.AUTH, response.accessToken().compact())
                .isPresent();
    }

    private static Optional<ScopeSet> scope(String... names) {
        return names.length == 0 ? Optional.empty() : Optional.of(ScopeSet.of(List.of(names)));
    }
}
