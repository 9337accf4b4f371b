package dev.microauth.web.oauth;

import dev.microauth.grant.TokenResponse;
import dev.microauth.web.http.Response;
import java.util.LinkedHashMap;

/// A granted token on the wire (RFC 6749 §5.1).
public final class TokenAnswer {
    private TokenAnswer() {}

    public static Response of(TokenResponse granted) {
        var members = new LinkedHashMap<String, Object>();
        members.put("access_token", granted.accessToken().compact());
        members.put("token_type", "Bearer");
        members.put("expires_in", granted.accessToken().lifetime().toSeconds());
        granted.refreshToken().ifPresent(token -> members.put("refresh_token", token));
        granted.idToken().ifPresent(token -> members.put("id_token", token));
        members.put("scope", granted.accessToken().scopes().toString());
        return Response.json(200, members).noStore();
    }
}
