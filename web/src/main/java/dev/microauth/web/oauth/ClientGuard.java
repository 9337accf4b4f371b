package dev.microauth.web.oauth;

import dev.microauth.client.AuthenticatedClient;
import dev.microauth.client.ClientAuthenticator;
import dev.microauth.client.ClientCredentials;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.secret.Secret;
import dev.microauth.web.http.Admission;
import dev.microauth.web.http.Guard;
import dev.microauth.web.http.MalformedRequest;
import dev.microauth.web.http.PercentCoding;
import dev.microauth.web.http.Request;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Lets clients in that prove who they are: `client_secret_basic`, `client_secret_post`, or for a public
/// client its name.
public final class ClientGuard implements Guard<AuthenticatedClient> {
    private static final String SCHEME = "Basic ";

    private final ClientAuthenticator authenticator;
    private final boolean mayBePublic;

    private ClientGuard(ClientAuthenticator authenticator, boolean mayBePublic) {
        this.authenticator = authenticator;
        this.mayBePublic = mayBePublic;
    }

    /// Every client; a public one is believed its name.
    public static ClientGuard any(ClientAuthenticator authenticator) {
        return new ClientGuard(authenticator, true);
    }

    /// Clients with a secret alone: a name that everybody can say opens nothing.
    public static ClientGuard confidential(ClientAuthenticator authenticator) {
        return new ClientGuard(authenticator, false);
    }

    @Override
    public String name() {
        return mayBePublic ? "client" : "client:confidential";
    }

    @Override
    public Admission<AuthenticatedClient> admit(Request request) {
        return Refusals.admission(request, () -> authenticated(request));
    }

    private AuthenticatedClient authenticated(Request request) {
        var client = authenticator.authenticate(credentials(request), Origins.of(request));
        if (!mayBePublic && !client.client().isConfidential()) {
            throw OAuthRefusal.invalidClient("public client");
        }
        return client;
    }

    private static ClientCredentials credentials(Request request) {
        List<String> headers = request.headers("authorization");
        // Where a body is something else than a form, it is the endpoint's business.
        boolean otherBody = request.contentType().isPresent() && !request.hasForm();
        if (otherBody && !headers.isEmpty()) {
            return basic(headers, Optional.empty(), Optional.empty());
        }
        OAuthForm form = OAuthForm.of(request);
        Optional<String> name = form.find("client_id");
        Optional<Secret> secret = form.find("client_secret").map(Secret::of);
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
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
            String pair =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            int colon = pair.indexOf(':');
            if (colon <= 0) {
                return Optional.empty();
            }
            // RFC 6749 §2.3.1: both halves are form-encoded before they are joined.
            String clientId = PercentCoding.formDecoded(pair.substring(0, colon));
            String secret = PercentCoding.formDecoded(pair.substring(colon + 1));
            return Optional.of(new ClientCredentials.Basic(clientId, Secret.of(secret)));
        } catch (IllegalArgumentException | CharacterCodingException | MalformedRequest e) {
            return Optional.empty();
        }
    }
}
