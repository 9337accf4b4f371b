package dev.microauth.web.oidc;

import dev.microauth.access.Access;
import dev.microauth.claim.StandardClaims;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.token.LiveToken;
import dev.microauth.token.TokenStatus;
import dev.microauth.user.User;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import java.util.LinkedHashMap;

/// What the bearer of a token is told: whom it speaks for.
public final class BearerEndpoints {
    private final TokenStatus status;
    private final Access access;

    public BearerEndpoints(TokenStatus status, Access access) {
        this.status = status;
        this.access = access;
    }

    /// GET /whoami: the question of nginx' `auth_request`; the status alone is the answer.
    public Response whoami(Request request, LiveToken token) {
        var members = new LinkedHashMap<String, Object>();
        members.put("sub", token.subject());
        token.clientId().ifPresent(id -> members.put("client_id", id));
        members.put("scope", token.scopes().toString());
        members.put("exp", token.token().expiresAt().getEpochSecond());
        return Response.json(200, members).noStore();
    }

    /// GET and POST /userinfo (OpenID Connect Core §5.3): the claims of the granted scopes.
    public Response userinfo(Request request, LiveToken token) {
        if (!token.scopes().contains("openid")) {
            throw OAuthRefusal.insufficientScope("The token does not have the scope openid.");
        }
        User user = user(token);
        var members = new LinkedHashMap<String, Object>();
        members.put("sub", user.id().toString());
        members.putAll(
                StandardClaims.of(
                        user, access.rolesOf(user.id()), token.scopes(), token.userinfoClaims()));
        return Response.json(200, members).noStore();
    }

    private User user(LiveToken token) {
        return status.userOf(token)
                .orElseThrow(() -> OAuthRefusal.insufficientScope("The token speaks for no user."));
    }
}
