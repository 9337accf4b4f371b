package dev.microauth.web.oauth;

import dev.microauth.key.Ring;
import dev.microauth.oauth.OAuthError;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.token.AccessTokens;
import dev.microauth.token.LiveToken;
import dev.microauth.web.http.Admission;
import dev.microauth.web.http.Guard;
import dev.microauth.web.http.Request;

/// Lets requests in that carry a live access token of the auth ring with one scope.
public final class ScopeGuard implements Guard<LiveToken> {
    private final BearerGuard bearer;
    private final String scope;

    public ScopeGuard(AccessTokens tokens, String scope) {
        this.bearer = new BearerGuard(tokens, Ring.AUTH);
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
        if (!token.scopes().contains(scope)) {
            throw new OAuthRefusal(
                    OAuthError.INSUFFICIENT_SCOPE,
                    "The token does not have the scope " + scope + ".",
                    "token without " + scope);
        }
        return token;
    }
}
