package dev.microauth.acting;

import dev.microauth.actor.Actor;
import dev.microauth.client.AuthenticatedClient;
import dev.microauth.code.Codes;
import dev.microauth.grant.TokenRequest;
import dev.microauth.grant.TokenResponse;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.problem.AuthException.Refused;
import dev.microauth.secret.Digest;
import dev.microauth.subject.ClientId;
import dev.microauth.token.Subject;
import dev.microauth.user.User;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Signing people in by the authorization code flow (RFC 6749 §4.1, RFC 7636), without a request over HTTP between the
/// application and the engine inside it. The people see the pages of the mounted doors.
///
/// ```java
/// AuthorizationRequest request = auth.flows().authorizationCode().client(shop).scopes("openid").start();
/// // The browser goes to request.url() and comes back to the redirect URI with these parameters:
/// SignedInUser alice = auth.flows().redeem(request, parameters);
/// System.out.println(alice.user().username() + " " + alice.issueToken().compact());
/// ```
public final class ActingFlows {
    private final Acting.Services services;
    private final Actor actor;

    ActingFlows(Acting.Services services, Actor actor) {
        this.services = services;
        this.actor = actor;
    }

    /// The begin of a sign-in.
    public NewAuthorization authorizationCode() {
        return new NewAuthorization(
                services.programs().clients(),
                services.tokens().randomness(),
                services.tokens().issuer());
    }

    /// The end of it, with all parameters that the browser brought back. `state` and `iss` (RFC 9207 §2.4) must be those of the request.
    ///
    /// Throws [Refused] with `access_denied` or another word where that is the answer, with `invalid_request` for an answer to
    /// something else, and as the other forms do.
    public SignedInUser redeem(AuthorizationRequest request, Map<String, String> parameters) {
        // RFC 6749 §10.12: whoever cannot name the state was sent here by somebody else.
        if (!same(parameters.getOrDefault("state", ""), request.state())) {
            throw new Refused(
                    "invalid_request",
                    "This answers another request than the one that this browser began: start again.");
        }
        if (!parameters.getOrDefault("iss", "").equals(services.tokens().issuer())) {
            throw new Refused("invalid_request", "The answer comes from another server.");
        }
        if (parameters.containsKey("error")) {
            throw new Refused(
                    parameters.get("error"),
                    parameters.getOrDefault("error_description", "The sign-in was not completed."));
        }
        return redeem(parameters.getOrDefault("code", ""), request);
    }

    /// Turns a code into the person who signed in; it works once. The caller has compared `state`.
    ///
    /// Throws [Refused] `invalid_grant` for a code that is unknown, spent, older than a minute or of another request, client or
    /// redirect URI, and for somebody who may not enter any more.
    public SignedInUser redeem(String code, AuthorizationRequest request) {
        return redeem(
                code,
                request.client(),
                request.verifier(),
                new Expected(Optional.of(request.redirectUri()), Optional.of(request.nonce())));
    }

    /// The same by client and verifier alone.
    public SignedInUser redeem(String code, ClientId client, String verifier) {
        return redeem(code, client, verifier, new Expected(Optional.empty(), Optional.empty()));
    }

    /// What else the request said, where it is known.
    private record Expected(Optional<String> redirectUri, Optional<String> nonce) {}

    private SignedInUser redeem(String code, ClientId wanted, String verifier, Expected expected) {
        return guessed(() -> {
            AuthenticatedClient client = services.programs().authenticator().vouched(actor, wanted);
            Codes.Bound bound = bound(code);
            // OpenID Connect Core §3.1.3.7 (11), asked before anything is given.
            if (expected.nonce().isPresent() && !expected.nonce().equals(bound.nonce())) {
                throw OAuthRefusal.invalidGrant("code with another nonce");
            }
            // RFC 6749 §4.1.3: with the client and the address of the request, not with those of
            // the code. Whoever held the browser may have changed them in the URL.
            TokenResponse response =
                    services.tokens()
                            .service()
                            .grant(
                                    client,
                                    new TokenRequest.AuthorizationCode(
                                            code,
                                            expected.redirectUri().or(bound::redirectUri),
                                            Optional.of(verifier)),
                                    actor.origin());
            return signedIn(bound(code), response);
        });
    }

    private Codes.Bound bound(String code) {
        return services.tokens()
                .codes()
                .find(code)
                .orElseThrow(() -> OAuthRefusal.invalidGrant("unknown code"));
    }

    private <T> T guessed(Supplier<T> work) {
        return Refusals.translated(
                () -> services.programs().authenticator().guessed(actor.origin(), work));
    }

    SignedInUser refreshed(Codes.Bound bound, String refreshToken) {
        return guessed(() -> {
            AuthenticatedClient client =
                    services.programs().authenticator().vouched(actor, bound.client());
            TokenResponse response =
                    services.tokens()
                            .service()
                            .grant(
                                    client,
                                    new TokenRequest.Refresh(refreshToken, Optional.empty()),
                                    actor.origin());
            return signedIn(bound, response);
        });
    }

    NewToken tokenFor(UserOfCode user) {
        return new ActingTokens(services.tokens(), actor)
                .issue(user.subject().id())
                .client(user.bound().client())
                .under(user.signIn());
    }

    private SignedInUser signedIn(Codes.Bound bound, TokenResponse response) {
        if (!(response.accessToken().subject() instanceof Subject.OfUser subject)) {
            throw new IllegalStateException("a code speaks for a person");
        }
        User user = services.people().users().get(subject.id());
        return new SignedInUser(this, new UserOfCode(bound, subject), user, response);
    }

    private static boolean same(String one, String other) {
        return Digest.same(
                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
