package dev.microauth.web.oauth;

import dev.microauth.client.ClientCredentials;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.secret.Secret;
import dev.microauth.web.http.MalformedRequest;
import dev.microauth.web.http.Method;
import dev.microauth.web.http.PercentCoding;
import dev.microauth.web.http.Request;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Reads what a request offers as proof of a client or service account (RFC 6749 §2.3).
public final class ClientProof {
    private static final String SCHEME = "Basic ";

    private ClientProof() {}

    /// Throws [OAuthRefusal] for none, for two at once and for what cannot be read.
    public static ClientCredentials of(Request request) {
        List<String> headers = request.headers("authorization");
        // Security B1: a GET has no body, and its address is no place for a secret.
        if (request.method() == Method.GET || request.method() == Method.HEAD) {
            if (headers.isEmpty()) {
                throw OAuthRefusal.invalidClient("no client authentication at all");
            }
            return basic(headers, Optional.empty(), Optional.empty());
        }
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
