package dev.microauth.web.oauth;

import dev.microauth.client.AuthenticatedClient;
import dev.microauth.client.ClientAuthenticator;
import dev.microauth.client.ClientCredentials;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.secret.Secret;
import dev.microauth.web.http.Admission;
import dev.microauth.web.http.Guard;
import dev.microauth.web.http.Parameters;
import dev.microauth.web.http.Request;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Lets clients in that prove who they are: `client_secret_basic`, `client_secret_post`, or for a public
/// client its name.
public final class ClientGuard implements Guard<AuthenticatedClient> {
    private static final List<String> NEVER_IN_THE_URL =
            List.of("client_secret", "password", "refresh_token", "token", "access_token", "code");

    private final ClientAuthenticator authenticator;

    public ClientGuard(ClientAuthenticator authenticator) {
        this.authenticator = authenticator;
    }

    @Override
    public String name() {
        return "client";
    }

    @Override
    public Admission<AuthenticatedClient> admit(Request request) {
        try {
            return Admission.admitted(
                    authenticator.authenticate(credentials(request), Origins.of(request)));
        } catch (OAuthRefusal refusal) {
            return Admission.refused(Refusals.of(request, refusal));
        }
    }

    private static ClientCredentials credentials(Request request) {
        // RFC 6749 §2.3.1: secrets never travel in the address.
        if (NEVER_IN_THE_URL.stream().anyMatch(name -> request.query().names().contains(name))) {
            throw OAuthRefusal.invalidRequest("Send the parameters in the body, never in the URL.");
        }
        // RFC 6749 §3.2: no parameter stands twice, known or not.
        Parameters form = request.form().refuseDuplicates("resource");
        Optional<String> name = form.find("client_id");
        Optional<Secret> secret = form.find("client_secret").map(Secret::of);
        List<String> headers = request.headers("authorization");
        if (!headers.isEmpty()) {
            return basic(headers, name, secret);
        }
        String clientId =
                name.orElseThrow(
                        () -> OAuthRefusal.invalidClient("no client authentication at all"));
        return secret.<ClientCredentials>map(proof -> new ClientCredentials.Post(clientId, proof))
                .orElseGet(() -> new ClientCredentials.Name(clientId));
    }

    private static ClientCredentials basic(
            List<String> headers, Optional<String> name, Optional<Secret> secret) {
        // RFC 6749 §2.3: one way of authentication a request.
        if (headers.size() > 1 || secret.isPresent()) {
            throw OAuthRefusal.invalidRequest(
                    "Authenticate in one way only: by the Authorization header or in the body.");
        }
        ClientCredentials.Basic basic =
                parse(headers.getFirst())
                        .orElseThrow(() -> OAuthRefusal.invalidClient("malformed Basic header"));
        if (name.filter(other -> !other.equals(basic.clientId())).isPresent()) {
            throw OAuthRefusal.invalidRequest(
                    "The client_id in the body is not the one of the Authorization header.");
        }
        return basic;
    }

    private static Optional<ClientCredentials.Basic> parse(String header) {
        if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(header.substring(6).strip());
            String pair =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            int colon = pair.indexOf(':');
            if (colon <= 0) {
                return Optional.empty();
            }
            // RFC 6749 §2.3.1: both halves are form-encoded before they are joined.
            String clientId = URLDecoder.decode(pair.substring(0, colon), StandardCharsets.UTF_8);
            String secret = URLDecoder.decode(pair.substring(colon + 1), StandardCharsets.UTF_8);
            return Optional.of(new ClientCredentials.Basic(clientId, Secret.of(secret)));
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
