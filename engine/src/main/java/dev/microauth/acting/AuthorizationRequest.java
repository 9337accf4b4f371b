package dev.microauth.acting;

import dev.microauth.subject.ClientId;

/// An authorization request that was begun. Send the browser to [#url()], and keep the rest in its session until it comes back.
///
/// ```java runnable
/// AuthorizationRequest request = auth.flows().authorizationCode().client(shop).start();
/// System.out.println("Location: " + request.url());
/// ```
///
/// @param url where the sign-in begins
/// @param client whom the code has to be for: the browser can change the URL
/// @param redirectUri where the code has to come back to, for the same reason
/// @param state comes back with the browser, and ties it to this request (RFC 6749 §10.12)
/// @param nonce stands in the ID token (OpenID Connect Core §3.1.2.1)
/// @param verifier without it the code is worth nothing (RFC 7636); never shown to the browser
public record AuthorizationRequest(
        String url,
        ClientId client,
        String redirectUri,
        String state,
        String nonce,
        String verifier) {
    @Override
    public String toString() {
        return "AuthorizationRequest[***]";
    }
}
