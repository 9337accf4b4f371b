package dev.microauth.system;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The auth port as its clients use it.
record AuthPort(Http http, String issuer) {
    Answer token(Credentials client, String... form) throws IOException {
        return http.post(issuer + "/token", List.of(form), "Authorization", client.basic());
    }

    Answer clientCredentials(Credentials client) throws IOException {
        return token(client, "grant_type", "client_credentials");
    }

    Answer password(Credentials client, String username, String password) throws IOException {
        return token(client, "grant_type", "password", "username", username, "password", password);
    }

    Answer refresh(Credentials client, String refreshToken) throws IOException {
        return token(client, "grant_type", "refresh_token", "refresh_token", refreshToken);
    }

    Answer introspect(Credentials client, String token) throws IOException {
        return http.post(
                issuer + "/introspect", List.of("token", token), "Authorization", client.basic());
    }

    /// Redeems the code that a public client was answered.
    Answer redeem(Credentials client, RelyingParty app, RelyingParty.Asked asked)
            throws IOException {
        return http.post(
                issuer + "/token",
                List.of(
                        "grant_type", "authorization_code",
                        "client_id", client.id(),
                        "code", app.answered(asked).one("code"),
                        "redirect_uri", app.callback(),
                        "code_verifier", asked.verifier()));
    }

    /// Whether introspection calls the token active.
    boolean isActive(Credentials client, String token) throws IOException {
        Answer answer = introspect(client, token);
        if (answer.status() != 200) {
            throw new AssertionError("introspection failed: " + answer);
        }
        return Boolean.TRUE.equals(answer.json().get("active"));
    }

    Answer revoke(Credentials client, String token) throws IOException {
        return http.post(
                issuer + "/revoke", List.of("token", token), "Authorization", client.basic());
    }

    Answer bearer(String path, String token) throws IOException {
        return http.get(issuer + path, "Authorization", "Bearer " + token);
    }

    /// The key identifiers of the published key set.
    List<String> keyIds() throws IOException {
        return keyIds(http, issuer);
    }

    static List<String> keyIds(Http http, String issuer) throws IOException {
        var ids = new ArrayList<String>();
        if (http.get(issuer + "/jwks.json").json().get("keys") instanceof List<?> keys) {
            keys.forEach(key -> {
                if (key instanceof java.util.Map<?, ?> members) {
                    ids.add(String.valueOf(members.get("kid")));
                }
            });
        }
        return ids;
    }
}
