package dev.microauth.web.admin;

import dev.microauth.client.ClientCredentials;
import dev.microauth.grant.AdminTokenService;
import dev.microauth.grant.TokenRequest;
import dev.microauth.grant.TokenResponse;
import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.OAuthError;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.secret.Secret;
import dev.microauth.web.http.Anyone;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import dev.microauth.web.oauth.ClientProof;
import dev.microauth.web.oauth.OAuthForm;
import dev.microauth.web.oauth.Origins;
import dev.microauth.web.oauth.TokenAnswer;
import java.util.Optional;

/// POST /token of the admin port: a person proves to be an administrator, or prolongs that; a service account that
/// administers shows its credential. There is no client here but our own tools, which redeem the code of a sign-in in a
/// browser; elsewhere the `client_id` of a person is a label and ignored.
public final class AdminTokenEndpoint {
    private final AdminTokenService tokens;

    public AdminTokenEndpoint(AdminTokenService tokens) {
        this.tokens = tokens;
    }

    public Response post(Request request, Anyone anyone) {
        OAuthForm form = OAuthForm.of(request);
        String grantType = form.find("grant_type").orElse(GrantType.PASSWORD.wireName());
        var origin = Origins.of(request);
        TokenResponse granted =
                switch (OAuthForm.grantType(grantType)) {
                    case PASSWORD ->
                            tokens.grant(
                                    new TokenRequest.Password(
                                            form.required("username"),
                                            Secret.of(form.required("password")),
                                            form.find("totp_code"),
                                            Optional.empty()),
                                    origin);
                    case REFRESH_TOKEN ->
                            tokens.grant(
                                    new TokenRequest.Refresh(form.refreshToken(), Optional.empty()),
                                    origin);
                    case AUTHORIZATION_CODE ->
                            tokens.grant(
                                    form.required("client_id"),
                                    new TokenRequest.AuthorizationCode(
                                            form.required("code"),
                                            form.find("redirect_uri"),
                                            form.find("code_verifier")),
                                    origin);
                    case CLIENT_CREDENTIALS -> tokens.grant(proof(request), origin);
                };
        return TokenAnswer.of(granted);
    }

    // All refusals of this endpoint look alike, for somebody who shows nothing too.
    private static ClientCredentials proof(Request request) {
        try {
            return ClientProof.of(request);
        } catch (OAuthRefusal refusal) {
            throw refusal.error() == OAuthError.INVALID_CLIENT
                    ? OAuthRefusal.invalidGrant(String.valueOf(refusal.getMessage()))
                    : refusal;
        }
    }
}
