package dev.microauth.web.oauth;

import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.OAuthError;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.web.http.Parameters;
import dev.microauth.web.http.Request;
import java.util.List;
import java.util.Optional;

/// The parameters of an OAuth request in the body of a POST.
public final class OAuthForm {
    private static final List<String> NEVER_IN_THE_URL =
            List.of(
                    "client_secret",
                    "client_assertion",
                    "username",
                    "password",
                    "totp_code",
                    "code",
                    "code_verifier",
                    "token",
                    "access_token",
                    "refresh_token");

    private final Parameters parameters;

    private OAuthForm(Parameters parameters) {
        this.parameters = parameters;
    }

    /// Reads the form, or throws [OAuthRefusal] `invalid_request` or
    /// [dev.microauth.web.http.MalformedRequest].
    public static OAuthForm of(Request request) {
        // RFC 6749 §2.3.1: secrets never travel in the address.
        List<String> query = request.query().names();
        if (NEVER_IN_THE_URL.stream().anyMatch(query::contains)) {
            throw OAuthRefusal.invalidRequest("Send the parameters in the body, never in the URL.");
        }
        // RFC 6749 §3.2: no parameter stands twice, known or not; RFC 8707 §2 lets one.
        return new OAuthForm(request.form().refuseDuplicates("resource"));
    }

    public Optional<String> find(String name) {
        return parameters.find(name);
    }

    public String required(String name) {
        return find(name)
                .orElseThrow(() ->
                        OAuthRefusal.invalidRequest("The parameter " + name + " is missing."));
    }

    /// The parameter had the name `token` in the original microauthd; scripts still send it.
    public String refreshToken() {
        return find("refresh_token")
                .or(() -> find("token"))
                .orElseGet(() -> required("refresh_token"));
    }

    /// The grant type of this name, or a refusal.
    public static GrantType grantType(String wireName) {
        return GrantType.find(wireName).orElseThrow(OAuthForm::unsupportedGrantType);
    }

    private static OAuthRefusal unsupportedGrantType() {
        return new OAuthRefusal(
                OAuthError.UNSUPPORTED_GRANT_TYPE,
                "This port does not have this grant type.",
                "unknown grant type");
    }
}
