package dev.microauth.web;

import dev.microauth.testkit.UrlEncoded;
import java.util.LinkedHashMap;
import java.util.Map;

/// An authorization request of a client, as it stands in an address.
final class Asking {
    /// RFC 7636 appendix B.
    static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private final Map<String, String> parameters = new LinkedHashMap<>();

    private Asking(String client, String redirectUri) {
        with("response_type", "code", "client_id", client, "redirect_uri", redirectUri);
        with("scope", "openid", "state", "of mind", "nonce", "n-1");
        with("code_challenge", CHALLENGE, "code_challenge_method", "S256");
    }

    static Asking spa() {
        return new Asking("spa", "https://spa.example.com/callback");
    }

    static Asking guest() {
        return new Asking("guest", "https://guest.example.com/callback?from=here");
    }

    /// Sets parameters; an empty value leaves one out.
    Asking with(String... namesAndValues) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i + 1].isEmpty()) {
                parameters.remove(namesAndValues[i]);
            } else {
                parameters.put(namesAndValues[i], namesAndValues[i + 1]);
            }
        }
        return this;
    }

    Map<String, String> parameters() {
        return parameters;
    }

    String url() {
        return "/authorize?" + UrlEncoded.of(parameters);
    }
}
