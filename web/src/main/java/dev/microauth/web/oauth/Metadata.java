package dev.microauth.web.oauth;

import dev.microauth.key.Ring;
import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.token.Issuers;
import dev.microauth.web.http.Anyone;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The metadata of a port, made of the same registries as the code behind it (RFC 8414; OpenID Connect
/// Discovery). Addresses come from the issuer, never from the request.
public final class Metadata {
    public static final String OIDC = "/.well-known/openid-configuration";
    public static final String OAUTH = "/.well-known/oauth-authorization-server";

    private final String path;
    private final Response response;

    private Metadata(String issuer, Map<String, Object> members) {
        this.path = URI.create(issuer).getPath().replaceFirst("/$", "");
        this.response = Response.json(200, members).with("cache-control", "public, max-age=300");
    }

    public static Metadata auth(Issuers issuers) {
        String issuer = issuers.auth();
        List<String> clientMethods = List.of("client_secret_basic", "client_secret_post");
        var members = common(issuer);
        members.put("introspection_endpoint", issuer + "/introspect");
        members.put("revocation_endpoint", issuer + "/revoke");
        members.put("userinfo_endpoint", issuer + "/userinfo");
        members.put(
                "grant_types_supported",
                Arrays.stream(GrantType.values()).map(GrantType::wireName).toList());
        members.put(
                "token_endpoint_auth_methods_supported",
                List.of("client_secret_basic", "client_secret_post", "none"));
        members.put("introspection_endpoint_auth_methods_supported", clientMethods);
        members.put(
                "revocation_endpoint_auth_methods_supported",
                List.of("client_secret_basic", "client_secret_post", "none"));
        members.put("scopes_supported", List.copyOf(ScopeSet.BUILT_IN));
        members.put("subject_types_supported", List.of("public"));
        members.put(
                "access_token_signing_alg_values_supported",
                Ring.AUTH.algorithms().stream().map(Enum::name).toList());
        return new Metadata(issuer, members);
    }

    public static Metadata admin(Issuers issuers) {
        var members = common(issuers.admin());
        members.put(
                "grant_types_supported",
                Arrays.stream(GrantType.values()).map(GrantType::wireName).toList());
        // People bring no client; a service account shows its credential as a client shows its
        // secret.
        members.put(
                "token_endpoint_auth_methods_supported",
                List.of("none", "client_secret_basic", "client_secret_post"));
        return new Metadata(issuers.admin(), members);
    }

    private static Map<String, Object> common(String issuer) {
        var members = new LinkedHashMap<String, Object>();
        members.put("issuer", issuer);
        members.put("token_endpoint", issuer + "/token");
        members.put("jwks_uri", issuer + "/jwks.json");
        // RFC 8414 §2 requires the member; this server has no /authorize yet.
        members.put("response_types_supported", List.of());
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
