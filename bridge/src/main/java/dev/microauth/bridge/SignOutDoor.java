package dev.microauth.bridge;

import dev.microauth.bridge.Answers.Page;
import dev.microauth.bridge.BridgeResult.Answered;
import dev.microauth.bridge.BridgeResult.Change;
import dev.microauth.bridge.BridgeResult.Header;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Signing out: of this application, and unless only that was asked for, of the server too.
final class SignOutDoor {
    private static final System.Logger LOG = System.getLogger(SignOutDoor.class.getName());
    private static final int MOST_BYTES = 4 * 1024;

    private final Registration registration;
    private final BridgePaths paths;
    private final Server server;
    private final TokenEndpoint tokens;
    private final Sessions sessions;

    SignOutDoor(
            Registration registration,
            BridgePaths paths,
            Server server,
            TokenEndpoint tokens,
            Sessions sessions) {
        this.registration = registration;
        this.paths = paths;
        this.server = server;
        this.tokens = tokens;
        this.sessions = sessions;
    }

    /// A link leads here; it changes nothing yet.
    Answered question() {
        // Browsers hold the address that a posted form leads to in the end against the policy of
        // its page.
        String target = endSession().map(Places::origin).orElse("");
        return Answers.page(
                200,
                Page.asking(
                        "Sign out?",
                        "You will be signed out here and at the sign-in server.",
                        registration.base().getRawPath() + paths.signOut(),
                        "Sign out",
                        target),
                List.of(),
                Change.NONE);
    }

    /// The form `scope=local` ends the session of this application alone.
    Answered signOut(BridgeRequest request, Map<String, String> sent) throws BridgeRefusal {
        if (isForeign(request)) {
            // Security H2: no other site signs anybody out.
            throw new BridgeRefusal(
                    403, "Sign out from a page of this application.", "posted from elsewhere");
        }
        boolean local =
                Requests.form(request, MOST_BYTES)
                        .flatMap(form -> form.find("scope"))
                        .filter("local"::equals)
                        .isPresent();
        Optional<Session> session = sessions.told(sent);
        List<Header> gone = sessions.drop(sent);
        if (session.isEmpty()) {
            return Answers.seeOther(
                    registration.base() + paths.signedOut(), gone, Change.SIGNED_OUT);
        }
        sessions.end(session.get());
        revoke(session.get());
        String next =
                (local
                                ? Optional.<String>empty()
                                : endSession().map(place -> leaving(place, session.get())))
                        .orElse(registration.base() + paths.signedOut());
        return Answers.seeOther(next, gone, Change.SIGNED_OUT);
    }

    Answered signedOut() {
        return Answers.page(
                200,
                Page.linking(
                        "You are signed out",
                        "On a shared computer close the browser, too.",
                        registration.base().getRawPath() + paths.signIn(),
                        "Sign in"),
                List.of(),
                Change.NONE);
    }

    /// RP-Initiated Logout §2: the hint shows the server which session is meant, so that it need not ask.
    private String leaving(URI place, Session session) {
        var query = new LinkedHashMap<String, String>();
        query.put("id_token_hint", session.tokens().idToken());
        query.put("client_id", registration.clientId());
        query.put("post_logout_redirect_uri", registration.base() + paths.signedOut());
        return place + "?" + Form.encode(query);
    }

    /// A copy of the cookie that somebody kept shall not be renewed, not even elsewhere.
    private void revoke(Session session) {
        try {
            session.tokens().refreshToken().ifPresent(tokens::revoke);
        } catch (Unreachable e) {
            LOG.log(Level.WARNING, "a refresh token was not taken back: " + e.getMessage());
        }
    }

    private Optional<URI> endSession() {
        try {
            return server.metadata().endSession();
        } catch (Unreachable e) {
            LOG.log(Level.WARNING, "signing out here alone: " + e.getMessage());
            return Optional.empty();
        }
    }

    /// Browsers say where a form comes from; what says nothing is not believed.
    private boolean isForeign(BridgeRequest request) {
        List<String> site = request.headers().all("sec-fetch-site");
        if (!site.isEmpty()) {
            return !site.equals(List.of("same-origin"));
        }
        return !request.headers().all("origin").equals(List.of(Places.origin(registration.base())));
    }
}
