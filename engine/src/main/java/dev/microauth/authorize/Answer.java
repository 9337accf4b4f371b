package dev.microauth.authorize;

import dev.microauth.oauth.OAuthError;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.secret.Secret;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What goes back to a client: `code`, or `error` with `error_description`; `state` as it came; `iss` (RFC 9207).
public record Answer(Destination destination, Map<String, String> parameters) {
    public Answer {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    static Answer code(Destination destination, String issuer, Secret code) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("code", code.revealText());
        return completed(destination, issuer, parameters);
    }

    static Answer refusal(Destination destination, String issuer, OAuthRefusal refusal) {
        return refusal(destination, issuer, refusal.error(), refusal.publicText());
    }

    /// Security A3: every error that may travel does, with state and issuer.
    static Answer refusal(Destination destination, String issuer, OAuthError error, String text) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("error", error.code());
        parameters.put("error_description", text);
        return completed(destination, issuer, parameters);
    }

    private static Answer completed(
            Destination destination, String issuer, Map<String, String> parameters) {
        destination.state().ifPresent(state -> parameters.put("state", state));
        // Security A7.
        parameters.put("iss", issuer);
        return new Answer(destination, parameters);
    }

    @Override
    public String toString() {
        return "Answer" + parameters.keySet();
    }
}
