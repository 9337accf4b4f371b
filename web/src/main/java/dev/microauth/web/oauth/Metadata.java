package dev.microauth.web.oauth;

import dev.microauth.claim.StandardClaims;
import dev.microauth.key.Ring;
import dev.microauth.key.SigningDefaults;
import dev.microauth.oauth.Assurance;
import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.Prompt;
import dev.microauth.oauth.ResponseMode;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.token.Issuers;
import dev.microauth.web.http.Anyone;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The metadata of a port, made of the same registries as the code behind it (RFC 8414; OpenID Connect
/// Discovery). Addresses come from the issuer, never from the request.
public final class Metadata {
    public static final String OIDC = "/.well-known/openid-configuration";
    public static final String OAUTH = "/.well-known/oauth-authorization-server";

    private static final List<String> ANY_CLIENT =
            List.of("client_secret_basic", "client_secret_post", "none");

    private final String path;
    private final Response response;

    private Metadata(String path, Map<String, Object> members) {
        this.path = path;
        this.response = Response.json(200, members).with("cache-control", "public, max-age=300");
    }

    /// Of the auth port.
    ///
    /// @param languages of the pages (BCP 47)
    public static Metadata auth(Issuers issuers, SigningDefaults signing, List<String> languages) {
        String issuer = issuers.auth();
        var members = common(issuer, languages);
        members.put("introspection_endpoint", issuer + "/introspect");
        members.put("revocation_endpoint", issuer + "/revoke");
        // Ours: where verifiers that do not introspect hear of revocations.
        members.put("revocation_feed_uri", issuer + "/revocations");
        members.put("userinfo_endpoint", issuer + "/userinfo");
        members.put(
                "grant_types_supported",
                Arrays.stream(GrantType.values()).map(GrantType::wireName).toList());
        members.put("token_endpoint_auth_methods_supported", ANY_CLIENT);
        members.put(
                "introspection_endpoint_auth_methods_supported",
                List.of("client_secret_basic", "client_secret_post"));
        members.put("revocation_endpoint_auth_methods_supported", ANY_CLIENT);
        members.put("scopes_supported", List.copyOf(ScopeSet.BUILT_IN));
        members.put("subject_types_supported", List.of("public"));
        addSignIn(members, issuer, signing);
        members.put(
                "access_token_signing_alg_values_supported",
                signing.accessTokens().stream().map(Enum::name).toList());
        return new Metadata(issuers.path(Ring.AUTH), members);
    }

    /// OpenID Connect Discovery §3: what is different from what the member's absence would mean, and what clients look
    /// for.
    private static void addSignIn(
            Map<String, Object> members, String issuer, SigningDefaults signing) {
        members.put("end_session_endpoint", issuer + "/end-session");
        members.put(
                "id_token_signing_alg_values_supported",
                signing.idTokens().stream().map(Enum::name).toList());
        members.put(
                "acr_values_supported",
                Arrays.stream(Assurance.values()).map(Assurance::acr).toList());
        members.put(
                "prompt_values_supported",
                Arrays.stream(Prompt.values()).map(Prompt::wireName).toList());
        members.put("claim_types_supported", List.of("normal"));
        members.put(
                "claims_supported",
                Stream.concat(
                                Stream.of("sub", "iss", "auth_time", "acr", "amr", "sid"),
                                StandardClaims.all())
                        .toList());
        members.put("claims_parameter_supported", true);
        members.put("backchannel_logout_supported", true);
        members.put("backchannel_logout_session_supported", true);
    }

    /// The same of the admin port.
    public static Metadata admin(Issuers issuers, List<String> languages) {
        var members = common(issuers.admin(), languages);
        members.put(
                "grant_types_supported",
                Arrays.stream(GrantType.values()).map(GrantType::wireName).toList());
        // People bring no client; a service account shows its credential as a client shows its
        // secret.
        members.put(
                "token_endpoint_auth_methods_supported",
                List.of("none", "client_secret_basic", "client_secret_post"));
        return new Metadata(issuers.path(Ring.ADMIN), members);
    }

    private static Map<String, Object> common(String issuer, List<String> languages) {
        var members = new LinkedHashMap<String, Object>();
        members.put("issuer", issuer);
        members.put("token_endpoint", issuer + "/token");
        members.put("jwks_uri", issuer + "/jwks.json");
        members.put("authorization_endpoint", issuer + "/authorize");
        members.put("response_types_supported", List.of("code"));
        members.put(
                "response_modes_supported",
                Arrays.stream(ResponseMode.values()).map(ResponseMode::wireName).toList());
        members.put("code_challenge_methods_supported", List.of("S256"));
        // RFC 9207 §3.
        members.put("authorization_response_iss_parameter_supported", true);
        members.put("ui_locales_supported", languages);
        members.put("request_parameter_supported", false);
        members.put("request_uri_parameter_supported", false);
        return members;
    }

    public Response get(Request request, Anyone anyone) {
        return response;
    }

    /// The path of the issuer, without a slash at the end; empty for most.
    public String path() {
        return path;
    }
}
