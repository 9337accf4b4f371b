package dev.microauth.web.oidc;

import dev.microauth.client.AuthenticatedCaller;
import dev.microauth.token.Introspection;
import dev.microauth.token.LiveToken;
import dev.microauth.token.TokenStatus;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import dev.microauth.web.oauth.OAuthForm;
import dev.microauth.web.oauth.Origins;
import java.util.LinkedHashMap;
import java.util.Map;

/// POST /introspect (RFC 7662) and POST /revoke (RFC 7009).
public final class TokenStatusEndpoints {
    private final TokenStatus status;

    public TokenStatusEndpoints(TokenStatus status) {
        this.status = status;
    }

    public Response introspect(Request request, AuthenticatedCaller client) {
        return switch (status.introspect(client, token(request))) {
            // RFC 7662 §2.2: nothing else is said of a token that is not active.
            case Introspection.Inactive _ -> Response.json(200, Map.of("active", false)).noStore();
            case Introspection.Access access ->
                    Response.json(200, members(access.token())).noStore();
            case Introspection.Refresh refresh -> Response.json(200, members(refresh)).noStore();
        };
    }

    public Response revoke(Request request, AuthenticatedCaller client) {
        status.revoke(client, token(request), Origins.of(request));
        return Response.empty(200).noStore();
    }

    // RFC 7009 §2.1: token_type_hint is a hint and nothing more; the token itself shows what it is.
    private static String token(Request request) {
        return OAuthForm.of(request).required("token");
    }

    private Map<String, Object> members(LiveToken token) {
        var members = new LinkedHashMap<String, Object>();
        members.put("active", true);
        members.put("token_type", "Bearer");
        members.putAll(token.token().claims());
        status.userOf(token).ifPresent(user -> members.put("username", user.username().value()));
        return members;
    }

    private static Map<String, Object> members(Introspection.Refresh refresh) {
        var family = refresh.token().family();
        var members = new LinkedHashMap<String, Object>();
        members.put("active", true);
        members.put("client_id", refresh.clientId().value());
        members.put("sub", family.user().toString());
        members.put("scope", family.scopes().toString());
        members.put("iat", refresh.token().issuedAt().getEpochSecond());
        members.put("exp", refresh.token().expiresAt().getEpochSecond());
        return members;
    }
}
