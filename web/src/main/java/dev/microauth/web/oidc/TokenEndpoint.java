package dev.microauth.web.oidc;

import dev.microauth.client.AuthenticatedClient;
import dev.microauth.grant.TokenRequest;
import dev.microauth.grant.TokenService;
import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.OAuthError;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.secret.Secret;
import dev.microauth.web.http.Parameters;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import dev.microauth.web.oauth.Origins;
import dev.microauth.web.oauth.TokenAnswer;
import java.util.Optional;

/// POST /token: form → [TokenRequest] → answer.
public final class TokenEndpoint {
    private final TokenService tokens;

    public TokenEndpoint(TokenService tokens) {
        this.tokens = tokens;
    }

    public Response post(Request request, AuthenticatedClient client) {
        return TokenAnswer.of(tokens.grant(client, parse(request.form()), Origins.of(request)));
    }

    private static TokenRequest parse(Parameters form) {
        String wireName = required(form, "grant_type");
        GrantType grant =
                GrantType.find(wireName)
                        .orElseThrow(() ->
                                new OAuthRefusal(
                                        OAuthError.UNSUPPORTED_GRANT_TYPE,
                                        "This server does not have this grant type.",
                                        "unknown grant type"));
        Optional<ScopeSet> scope = form.find("scope").map(ScopeSet::parse);
        return switch (grant) {
            case CLIENT_CREDENTIALS -> new TokenRequest.ClientCredentials(scope);
            case PASSWORD ->
                    new TokenRequest.Password(
                            required(form, "username"),
                            Secret.of(required(form, "password")),
                            scope);
            case REFRESH_TOKEN -> new TokenRequest.Refresh(refreshToken(form), scope);
        };
    }

    /// The parameter had the name `token` in the original microauthd; scripts still send it.
    private static String refreshToken(Parameters form) {
        return form.find("refresh_token")
                .or(() -> form.find("token"))
                .orElseThrow(() -> missing("refresh_token"));
    }

    private static String required(Parameters form, String name) {
        return form.find(name).orElseThrow(() -> missing(name));
    }

    private static OAuthRefusal missing(String name) {
        return OAuthRefusal.invalidRequest("The parameter " + name + " is missing.");
    }
}
