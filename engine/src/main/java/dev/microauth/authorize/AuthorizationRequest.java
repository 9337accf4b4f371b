package dev.microauth.authorize;

import dev.microauth.client.Client;
import dev.microauth.oauth.CodeChallenge;
import dev.microauth.oauth.Prompt;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.token.IdTokenHint;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// An authorization request whose every parameter was checked; only this package makes one.
public final class AuthorizationRequest {
    private final Destination destination;
    private final Map<String, String> parameters;
    private final Details details;

    /// What was asked, parsed.
    record Details(
            boolean redirectUriSent,
            ScopeSet scopes,
            Optional<CodeChallenge> challenge,
            Optional<String> nonce,
            Set<Prompt> prompts,
            Optional<Duration> maxAge,
            Optional<String> loginHint,
            List<String> acrValues,
            RequestedClaims claims,
            List<String> uiLocales,
            Optional<IdTokenHint> hint) {}

    AuthorizationRequest(Destination destination, Map<String, String> parameters, Details details) {
        this.destination = destination;
        this.parameters = Map.copyOf(parameters);
        this.details = details;
    }

    public Destination destination() {
        return destination;
    }

    public Client client() {
        return destination.client();
    }

    /// As they came, to be checked again in the next step.
    public Map<String, String> parameters() {
        return parameters;
    }

    /// What to put into the field of the user name, if something was said.
    public Optional<String> loginHint() {
        return details.loginHint();
    }

    /// The languages that the client would like, best first (BCP 47).
    public List<String> uiLocales() {
        return details.uiLocales();
    }

    Details details() {
        return details;
    }
}
