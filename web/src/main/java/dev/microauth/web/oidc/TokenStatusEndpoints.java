package dev.microauth.web.oidc;

import dev.microauth.client.AuthenticatedCaller;
import dev.microauth.token.TokenStatus;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import dev.microauth.web.oauth.IntrospectionAnswer;
import dev.microauth.web.oauth.OAuthForm;
import dev.microauth.web.oauth.Origins;

/// POST /introspect (RFC 7662) and POST /revoke (RFC 7009).
public final class TokenStatusEndpoints {
    private final TokenStatus status;

    public TokenStatusEndpoints(TokenStatus status) {
        this.status = status;
    }

    public Response introspect(Request request, AuthenticatedCaller client) {
        var found = status.introspect(client, token(request));
        return Response.json(200, IntrospectionAnswer.of(found, status)).noStore();
    }

    public Response revoke(Request request, AuthenticatedCaller client) {
        status.revoke(client, token(request), Origins.of(request));
        return Response.empty(200).noStore();
    }

    // RFC 7009 §2.1: token_type_hint is a hint and nothing more; the token itself shows what it is.
    private static String token(Request request) {
        return OAuthForm.of(request).required("token");
    }
}
