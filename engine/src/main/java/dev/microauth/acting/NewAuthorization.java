package dev.microauth.acting;

import dev.microauth.client.Client;
import dev.microauth.client.Clients;
import dev.microauth.client.RedirectUri;
import dev.microauth.oauth.CodeChallenge;
import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.secret.Randomness;
import dev.microauth.subject.ClientId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// An authorization request with PKCE that is being put together; [#start()] ends it.
///
/// ```java runnable
/// AuthorizationRequest request = auth.flows().authorizationCode()
///         .client(shop)
///         .scopes("openid", "profile")
///         .redirectUri("https://shop.example.com/callback")
///         .start();
/// System.out.println("Location: " + request.url());
/// ```
public final class NewAuthorization {
    private final Clients clients;
    private final Randomness randomness;
    private final String issuer;
    private final Map<String, String> further = new LinkedHashMap<>();
    private Optional<ClientId> client = Optional.empty();
    private Optional<String> redirectUri = Optional.empty();
    private ScopeSet scopes = new ScopeSet(List.of(ScopeSet.OPENID));

    NewAuthorization(Clients clients, Randomness randomness, String issuer) {
        this.clients = clients;
        this.randomness = randomness;
        this.issuer = issuer;
    }

    public NewAuthorization client(ClientId id) {
        client = Optional.of(id);
        return this;
    }

    public NewAuthorization client(String id) {
        return client(ClientId.of(id));
    }

    /// What to ask for; `openid` alone unless said.
    public NewAuthorization scopes(String... names) {
        scopes = ScopeSet.of(List.of(names));
        return this;
    }

    /// Where the browser comes back to, character by character as it is registered. Needless for a client that has one alone.
    public NewAuthorization redirectUri(String uri) {
        redirectUri = Optional.of(uri);
        return this;
    }

    /// What to put into the field of the user name (OpenID Connect Core §3.1.2.1).
    public NewAuthorization loginHint(String hint) {
        return with("login_hint", hint);
    }

    /// `login`, `consent`, `select_account`, `create` or `none` (OpenID Connect Core §3.1.2.1).
    public NewAuthorization prompt(String what) {
        return with("prompt", what);
    }

    private NewAuthorization with(String name, String value) {
        further.put(name, value);
        return this;
    }

    /// Checks what can be checked now and makes state, nonce and verifier, each of 256 random bits. Nothing is stored.
    ///
    /// Throws [dev.microauth.problem.AuthException.NotFound] for an unknown client, and [Invalid] for one that is disabled or signs nobody in,
    /// a redirect URI that is not registered, and scopes that it may not ask for.
    public AuthorizationRequest start() {
        Client known = clients.get(client.orElseThrow(() -> new Invalid("client", "is missing")));
        Invalid.unless(known.isActive(), "client", "is disabled");
        Invalid.unless(
                known.may(GrantType.AUTHORIZATION_CODE),
                "client",
                "has not the grant authorization_code");
        ScopeSet unknown = scopes.only(name -> !known.scopes().contains(name));
        Invalid.unless(
                unknown.isEmpty(),
                "scope",
                "names what the client may not ask for: "
                        + unknown
                        + ". Give the client this scope first");
        String state = randomness.token();
        String nonce = randomness.token();
        String verifier = randomness.token();
        var parameters = parameters(known);
        parameters.put("state", state);
        parameters.put("nonce", nonce);
        parameters.put("code_challenge", CodeChallenge.of(verifier).value());
        parameters.put("code_challenge_method", "S256");
        parameters.putAll(further);
        return new AuthorizationRequest(
                url(parameters), known.clientId(), returning(known), state, nonce, verifier);
    }

    private Map<String, String> parameters(Client known) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("response_type", "code");
        parameters.put("client_id", known.clientId().value());
        parameters.put("redirect_uri", returning(known));
        parameters.put("scope", scopes.toString());
        return parameters;
    }

    private String url(Map<String, String> parameters) {
        return issuer
                + "/authorize?"
                + parameters.entrySet().stream()
                        .map(each -> each.getKey() + "=" + encoded(each.getValue()))
                        .collect(Collectors.joining("&"));
    }

    private String returning(Client known) {
        List<String> registered =
                known.settings().redirectUris().stream().map(RedirectUri::value).toList();
        String wanted =
                redirectUri.orElseGet(() -> {
                    Invalid.unless(
                            registered.size() == 1,
                            "redirect_uri",
                            "is missing: the client has " + registered.size());
                    return registered.getFirst();
                });
        Invalid.unless(
                registered.contains(wanted),
                "redirect_uri",
                "is not registered with the client, which has " + registered);
        return wanted;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
