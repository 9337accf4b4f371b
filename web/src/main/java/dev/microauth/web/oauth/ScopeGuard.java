package dev.microauth.web.oauth;

import dev.microauth.access.Access;
import dev.microauth.client.Client;
import dev.microauth.client.Clients;
import dev.microauth.key.Ring;
import dev.microauth.oauth.OAuthError;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.subject.ClientId;
import dev.microauth.token.AccessTokens;
import dev.microauth.token.LiveToken;
import dev.microauth.web.http.Admission;
import dev.microauth.web.http.Guard;
import dev.microauth.web.http.Request;
import java.util.Optional;
import java.util.stream.Stream;

/// Lets requests in that carry a live access token of the auth ring with one scope, whose client and subject both have
/// the scope still, whatever they had when the token was issued.
public final class ScopeGuard implements Guard<LiveToken> {
    private final BearerGuard bearer;
    private final Clients clients;
    private final Access access;
    private final String scope;

    public ScopeGuard(AccessTokens tokens, Clients clients, Access access, String scope) {
        this.bearer = new BearerGuard(tokens, Ring.AUTH);
        this.clients = clients;
        this.access = access;
        this.scope = scope;
    }

    @Override
    public String name() {
        return "scope:" + scope;
    }

    @Override
    public Admission<LiveToken> admit(Request request) {
        return switch (bearer.admit(request)) {
            case Admission.Refused<LiveToken> refused -> refused;
            case Admission.Admitted<LiveToken>(LiveToken token) ->
                    Refusals.admission(request, () -> requireScope(token));
        };
    }

    // RFC 6750 §3.1.
    private LiveToken requireScope(LiveToken token) {
        if (!token.scopes().contains(scope) || !isHeldStill(token)) {
            throw new OAuthRefusal(
                    OAuthError.INSUFFICIENT_SCOPE,
                    "The token does not have the scope " + scope + ".",
                    "token without " + scope);
        }
        return token;
    }

    // Security H7: what was taken is gone with the next request, not when the token runs out.
    private boolean isHeldStill(LiveToken token) {
        Optional<ScopeSet> ofClient =
                token.clientId().flatMap(ClientId::find).flatMap(clients::find).map(Client::scopes);
        Optional<ScopeSet> ofSubject = token.subjectId().map(access::scopesOf);
        return Stream.of(ofClient, ofSubject)
                .flatMap(Optional::stream)
                .allMatch(scopes -> scopes.contains(scope));
    }
}
