package dev.microauth.web.oidc;

import dev.microauth.client.Client;
import dev.microauth.client.Clients;
import dev.microauth.client.RedirectUri;
import dev.microauth.session.Session;
import dev.microauth.subject.ClientId;
import dev.microauth.token.IdTokenHint;
import dev.microauth.token.IdTokens;
import dev.microauth.web.http.Parameters;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What a client asks of `/end-session`, checked.
///
/// @param back where the person goes after it: an address that the client registered, with its `state`
record SignOutRequest(Optional<IdTokenHint> hint, Optional<Client> client, Optional<String> back) {
    /// The request cannot be trusted; nothing is ended and nobody is sent anywhere.
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String why) {
            super(why, null, false, false);
        }
    }

    static SignOutRequest of(Parameters sent, IdTokens idTokens, Clients clients) throws Refused {
        Optional<IdTokenHint> hint = sent.find("id_token_hint").flatMap(idTokens::readHint);
        Optional<String> named = sent.find("client_id");
        // RP-Initiated §2: who names a client beside the hint has to name that of the hint.
        if (hint.isPresent() && named.filter(id -> !id.equals(hint.get().clientId())).isPresent()) {
            throw new Refused("the client_id is not that of the id_token_hint");
        }
        Optional<Client> client =
                hint.map(IdTokenHint::clientId)
                        .or(() -> named)
                        .flatMap(ClientId::find)
                        .flatMap(clients::find)
                        .filter(Client::isActive);
        if (named.isPresent() && client.isEmpty()) {
            throw new Refused("the client is unknown or disabled");
        }
        Optional<String> wanted = sent.find("post_logout_redirect_uri");
        // RP-Initiated §3: the way back is an address of that very client, character for character.
        if (client.isPresent()
                && wanted.filter(uri -> !registered(client.get(), uri)).isPresent()) {
            throw new Refused("the post_logout_redirect_uri is not registered for the client");
        }
        return new SignOutRequest(
                hint,
                client,
                wanted.filter(_ -> client.isPresent()).map(uri -> with(uri, sent.find("state"))));
    }

    private static boolean registered(Client client, String uri) {
        return client.settings().postLogoutRedirectUris().stream()
                .map(RedirectUri::value)
                .anyMatch(uri::equals);
    }

    private static String with(String uri, Optional<String> state) {
        return state.map(value ->
                        uri
                                + (uri.indexOf('?') < 0 ? "?" : "&")
                                + "state="
                                + URLEncoder.encode(value, StandardCharsets.UTF_8))
                .orElse(uri);
    }

    /// Security E1: whether the client shows that it means this very session.
    boolean means(Session session) {
        return hint.filter(of -> of.user().equals(session.userId()))
                .flatMap(IdTokenHint::session)
                .filter(session.id().value()::equals)
                .isPresent();
    }
}
