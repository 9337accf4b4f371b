package dev.microauth.web.oidc;

import dev.microauth.client.AuthenticatedCaller;
import dev.microauth.grant.TokenRequest;
import dev.microauth.grant.TokenService;
import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.secret.Secret;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import dev.microauth.web.oauth.OAuthForm;
import dev.microauth.web.oauth.Origins;
import dev.microauth.web.oauth.TokenAnswer;
import java.util.Optional;

/// POST /token: form → [TokenRequest] → answer.
public final class TokenEndpoint {
    private final TokenService tokens;

    public TokenEndpoint(TokenService tokens) {
        this.tokens = tokens;
    }

    public Response post(Request request, AuthenticatedCaller client) {
        return TokenAnswer.of(
                tokens.grant(client, parse(OAuthForm.of(request)), Origins.of(request)));
    }

    private static TokenRequest parse(OAuthForm form) {
        GrantType grant = OAuthForm.grantType(form.required("grant_type"));
        Optional<ScopeSet> scope = form.find("scope").map(ScopeSet::parse);
        return switch (grant) {
            case AUTHORIZATION_CODE ->
                    new TokenRequest.AuthorizationCode(
                            form.required("code"),
                            form.find("redirect_uri"),
                            form.find("code_verifier"));
            case CLIENT_CREDENTIALS -> new TokenRequest.ClientCredentials(scope);
            case PASSWORD ->
                    new TokenRequest.Password(
                            form.required("username"),
                            Secret.of(form.required("password")),
                            form.find("totp_code"),
                            scope);
            case REFRESH_TOKEN -> new TokenRequest.Refresh(form.refreshToken(), scope);
        };
    }
}
