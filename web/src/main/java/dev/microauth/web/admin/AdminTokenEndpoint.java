package dev.microauth.web.admin;

import dev.microauth.grant.AdminTokenService;
import dev.microauth.grant.TokenRequest;
import dev.microauth.grant.TokenResponse;
import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.OAuthError;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.secret.Secret;
import dev.microauth.web.http.Anyone;
import dev.microauth.web.http.Parameters;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import dev.microauth.web.oauth.Origins;
import dev.microauth.web.oauth.TokenAnswer;
import java.util.Optional;

/// POST /token of the admin port: a person proves to be an administrator, or prolongs that. There is no
/// client here; a `client_id` is a label and ignored.
public final class AdminTokenEndpoint {
    private final AdminTokenService tokens;

    public AdminTokenEndpoint(AdminTokenService tokens) {
        this.tokens = tokens;
    }

    public Response post(Request request, Anyone anyone) {
        if (!request.query().names().isEmpty()) {
            throw OAuthRefusal.invalidRequest("Send the parameters in the body, never in the URL.");
        }
        Parameters form = request.form().refuseDuplicates();
        String wireName = form.find("grant_type").orElse(GrantType.PASSWORD.wireName());
        var origin = Origins.of(request);
        TokenResponse granted =
                switch (GrantType.find(wireName).orElseThrow(AdminTokenEndpoint::unsupported)) {
                    case PASSWORD ->
                            tokens.grant(
                                    new TokenRequest.Password(
                                            required(form, "username"),
                                            Secret.of(required(form, "password")),
                                            Optional.empty()),
                                    origin);
                    case REFRESH_TOKEN ->
                            tokens.grant(
                                    new TokenRequest.Refresh(
                                            required(form, "refresh_token"), Optional.empty()),
                                    origin);
                    case CLIENT_CREDENTIALS -> throw unsupported();
                };
        return TokenAnswer.of(granted);
    }

    private static String required(Parameters form, String name) {
        return form.find(name)
                .orElseThrow(() ->
                        OAuthRefusal.invalidRequest("The parameter " + name + " is missing."));
    }

    private static OAuthRefusal unsupported() {
        return new OAuthRefusal(
                OAuthError.UNSUPPORTED_GRANT_TYPE,
                "The admin port does not have this grant type.",
                "admin grant type");
    }
}
