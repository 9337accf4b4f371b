package dev.microauth.authorize;

import dev.microauth.authorize.AuthorizationRequest.Details;
import dev.microauth.client.Client;
import dev.microauth.client.RedirectUri;
import dev.microauth.oauth.CodeChallenge;
import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.OAuthError;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.oauth.Prompt;
import dev.microauth.oauth.ResponseMode;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.subject.ClientId;
import dev.microauth.token.IdTokenHint;
import dev.microauth.token.IdTokens;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// The checks of an authorization request that need nobody in front of the browser, in their order: first where an
/// answer may go, since every later refusal goes there.
public final class RequestCheck {
    private static final int LONGEST = 4_000;
    private static final int MOST_WORDS = 20;
    private static final String PRINTABLE = "[\\x20-\\x7e]+";

    private final Function<ClientId, Optional<Client>> clients;
    private final IdTokens idTokens;
    private final String issuer;

    public RequestCheck(
            Function<ClientId, Optional<Client>> clients, IdTokens idTokens, String issuer) {
        this.clients = clients;
        this.idTokens = idTokens;
        this.issuer = issuer;
    }

    Checked check(Map<String, String> parameters) {
        int length = parameters.values().stream().mapToInt(String::length).sum();
        if (length > LONGEST) {
            return new Checked.Unsafe(Checked.Reason.MALFORMED);
        }
        Optional<String> clientId = find(parameters, "client_id");
        if (clientId.isEmpty()) {
            return new Checked.Unsafe(Checked.Reason.CLIENT_MISSING);
        }
        // Security G2: a disabled client looks like an unknown one.
        Optional<Client> client =
                ClientId.find(clientId.get()).flatMap(clients).filter(Client::isActive);
        return client.map(known -> check(known, parameters))
                .orElseGet(() -> new Checked.Unsafe(Checked.Reason.CLIENT_UNKNOWN));
    }

    private Checked check(Client client, Map<String, String> parameters) {
        Optional<String> sent = find(parameters, "redirect_uri");
        List<RedirectUri> registered = client.settings().redirectUris();
        if (sent.isEmpty() && (registered.size() != 1 || isOpenId(parameters))) {
            // OpenID Connect Core §3.1.2.1 wants it always, RFC 6749 §3.1.2.3 where there is a
            // choice.
            return new Checked.Unsafe(Checked.Reason.REDIRECT_URI_MISSING);
        }
        String redirectUri = sent.orElseGet(() -> registered.getFirst().value());
        if (registered.stream().noneMatch(each -> each.accepts(redirectUri))) {
            return new Checked.Unsafe(Checked.Reason.REDIRECT_URI_UNKNOWN);
        }
        Set<ResponseMode> allowed = client.settings().entry().responseModes();
        Optional<ResponseMode> mode =
                find(parameters, "response_mode")
                        .map(ResponseMode::find)
                        .orElseGet(() -> Optional.of(standard(allowed)))
                        .filter(allowed::contains);
        var destination =
                new Destination(
                        client,
                        redirectUri,
                        mode.orElseGet(() -> standard(allowed)),
                        find(parameters, "state"));
        try {
            require(
                    mode.isPresent(),
                    "This response_mode is not one of those that the client may use.");
            Details details = details(client, sent.isPresent(), parameters);
            return new Checked.Sound(new AuthorizationRequest(destination, parameters, details));
        } catch (OAuthRefusal refusal) {
            return new Checked.Refused(Answer.refusal(destination, issuer, refusal));
        }
    }

    private static ResponseMode standard(Set<ResponseMode> allowed) {
        return allowed.contains(ResponseMode.FORM_POST) && !allowed.contains(ResponseMode.QUERY)
                ? ResponseMode.FORM_POST
                : ResponseMode.QUERY;
    }

    private Details details(Client client, boolean sent, Map<String, String> parameters) {
        // Security A18. OpenID Connect Core §6: neither is supported, and saying so beats ignoring
        // what may hold the rest.
        refuseIf(
                parameters.containsKey("request"),
                OAuthError.REQUEST_NOT_SUPPORTED,
                "Request objects are not supported.");
        refuseIf(
                parameters.containsKey("request_uri"),
                OAuthError.REQUEST_URI_NOT_SUPPORTED,
                "Request URIs are not supported.");
        String responseType =
                find(parameters, "response_type")
                        .orElseThrow(() ->
                                OAuthRefusal.invalidRequest(
                                        "The parameter response_type is missing."));
        // Security A6.
        refuseIf(
                !responseType.equals("code"),
                OAuthError.UNSUPPORTED_RESPONSE_TYPE,
                "The only response_type is code.");
        refuseIf(
                !client.may(GrantType.AUTHORIZATION_CODE),
                OAuthError.UNAUTHORIZED_CLIENT,
                "The client may not use the grant type authorization_code.");
        ScopeSet scopes = find(parameters, "scope").map(ScopeSet::parse).orElse(ScopeSet.NONE);
        refuseIf(
                !scopes.isEmpty() && scopes.only(client.scopes()::contains).isEmpty(),
                OAuthError.INVALID_SCOPE,
                "None of the requested scopes may be granted.");
        Optional<String> nonce = find(parameters, "nonce");
        require(
                nonce.filter(each -> !each.matches(PRINTABLE)).isEmpty(),
                "The nonce has a character that is not printable ASCII.");
        return new Details(
                sent,
                scopes,
                challenge(client, parameters),
                nonce,
                prompts(parameters),
                maxAge(parameters),
                find(parameters, "login_hint").filter(hint -> hint.length() <= 256),
                words(parameters, "acr_values"),
                claims(parameters),
                words(parameters, "ui_locales"),
                hint(client, parameters));
    }

    private static Optional<CodeChallenge> challenge(
            Client client, Map<String, String> parameters) {
        Optional<String> text = find(parameters, "code_challenge");
        Optional<String> method = find(parameters, "code_challenge_method");
        if (text.isEmpty()) {
            require(method.isEmpty(), "code_challenge_method came without code_challenge.");
            // Security A4: only a confidential client can be let off.
            require(
                    !client.settings().requirePkce(),
                    "The parameter code_challenge is missing: this client has to use PKCE with S256.");
            return Optional.empty();
        }
        // RFC 7636 §4.3: without a method it is plain, which is not taken.
        require(
                method.equals(Optional.of("S256")),
                "The only code_challenge_method is S256, and it has to be named.");
        Optional<CodeChallenge> challenge = text.flatMap(CodeChallenge::parse);
        require(
                challenge.isPresent(),
                "code_challenge is not the base64url form of a SHA-256 hash.");
        return challenge;
    }

    private static Set<Prompt> prompts(Map<String, String> parameters) {
        var prompts = EnumSet.noneOf(Prompt.class);
        for (String word : words(parameters, "prompt")) {
            prompts.add(
                    Prompt.find(word)
                            .orElseThrow(() ->
                                    OAuthRefusal.invalidRequest(
                                            "prompt knows none, login, consent and select_account.")));
        }
        // OpenID Connect Core §3.1.2.1.
        require(
                prompts.size() < 2 || !prompts.contains(Prompt.NONE),
                "prompt=none cannot be combined with another value.");
        return Set.copyOf(prompts);
    }

    private static Optional<Duration> maxAge(Map<String, String> parameters) {
        Optional<String> text = find(parameters, "max_age");
        require(
                text.filter(each -> !each.matches("[0-9]{1,9}")).isEmpty(),
                "max_age is a number of seconds.");
        return text.map(Long::valueOf).map(Duration::ofSeconds);
    }

    private static RequestedClaims claims(Map<String, String> parameters) {
        return find(parameters, "claims").map(ClaimsParameter::parse).orElse(RequestedClaims.NONE);
    }

    private Optional<IdTokenHint> hint(Client client, Map<String, String> parameters) {
        Optional<String> text = find(parameters, "id_token_hint");
        Optional<IdTokenHint> hint =
                text.flatMap(idTokens::readHint)
                        .filter(read -> read.clientId().equals(client.clientId().value()));
        require(
                text.isEmpty() || hint.isPresent(),
                "id_token_hint is no ID token that this server issued to the client.");
        return hint;
    }

    private static boolean isOpenId(Map<String, String> parameters) {
        return words(parameters, "scope").contains(ScopeSet.OPENID);
    }

    private static List<String> words(Map<String, String> parameters, String name) {
        return find(parameters, name).stream()
                .flatMap(text -> Stream.of(text.split(" ")))
                .filter(word -> !word.isEmpty())
                .limit(MOST_WORDS)
                .toList();
    }

    private static Optional<String> find(Map<String, String> parameters, String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
    }

    private static void require(boolean rule, String text) {
        refuseIf(!rule, OAuthError.INVALID_REQUEST, text);
    }

    private static void refuseIf(boolean wrong, OAuthError error, String text) {
        if (wrong) {
            throw new OAuthRefusal(error, text, text);
        }
    }
}
