package dev.microauth.mounting;

import dev.microauth.testkit.UrlEncoded;
import java.util.LinkedHashMap;
import java.util.Map;

/// The client of the house: what it asks for with a browser, and what it does with the answer.
record Printer(Web web, String secret) {
    /// RFC 7636 appendix B.
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    /// Where it sends a browser.
    String authorize() {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("response_type", "code");
        parameters.put("client_id", "printer");
        parameters.put("redirect_uri", House.CALLBACK);
        parameters.put("scope", "openid profile email offline_access");
        parameters.put("state", "of mind");
        parameters.put("nonce", "n-1");
        parameters.put("code_challenge", CHALLENGE);
        parameters.put("code_challenge_method", "S256");
        return "/id/authorize?" + UrlEncoded.of(parameters);
    }

    /// Its form to a path of the door, with its secret.
    Web.Asked post(String target) {
        return web.post(target).basic("printer", secret);
    }

    Web.Asked token(Map<String, String> form) {
        return post("/id/token").form(form);
    }

    /// A token of its own.
    String token() {
        return token(Map.of("grant_type", "client_credentials"))
                .send()
                .is(200)
                .text("access_token");
    }

    /// @param answer the parameters with which the browser came back
    Web.Asked redeem(Map<String, String> answer) {
        return token(
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "code",
                        answer.getOrDefault("code", ""),
                        "redirect_uri",
                        House.CALLBACK,
                        "code_verifier",
                        VERIFIER));
    }
}
