package dev.microauth.web.browser;

import dev.microauth.key.Ring;
import dev.microauth.secret.Randomness;
import dev.microauth.secret.Secret;
import dev.microauth.session.BrowserSession;
import dev.microauth.session.Session;
import dev.microauth.session.Sessions;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The browsers of one port: who is signed in in one, and what state that travels with it is bound to.
public final class Browser {
    /// Security F5: as long as its mark is taken.
    private static final Duration DEVICE_AGE = Duration.ofDays(180);

    private final Sessions sessions;
    private final Ring ring;
    private final Randomness randomness = new Randomness();

    public Browser(Sessions sessions, Ring ring) {
        this.sessions = sessions;
        this.ring = ring;
    }

    /// Who is signed in in this browser. Asking is use, so the idle time begins anew.
    public Optional<Session> session(Request request) {
        return BrowserCookie.SESSION
                .find(request, ring)
                .flatMap(reference -> sessions.find(ring, reference));
    }

    /// The answer with which a browser becomes somebody's.
    public Response signedIn(Response response, BrowserSession session, Instant now) {
        return refer(
                response,
                session.reference(),
                Duration.between(now, session.session().expiresAt()));
    }

    /// The answer after which the cookie refers to its session in another way.
    public Response refer(Response response, Secret reference, Duration left) {
        return BrowserCookie.SESSION.set(response, ring, reference.revealText(), Optional.of(left));
    }

    public Response signedOut(Response response) {
        return BrowserCookie.SESSION.clear(response, ring);
    }

    /// What state is bound to that was given to this browser.
    public Optional<Secret> holder(Request request) {
        return BrowserCookie.HOLDER.find(request, ring);
    }

    /// For a browser that holds nothing yet.
    public Secret newHolder() {
        return Secret.of(randomness.token());
    }

    public Response hold(Response response, Secret holder) {
        return BrowserCookie.HOLDER.set(response, ring, holder.revealText(), Optional.empty());
    }

    /// The mark that an earlier sign-in left.
    public Optional<String> device(Request request) {
        return BrowserCookie.DEVICE.find(request, ring).map(Secret::revealText);
    }

    public Response mark(Response response, String device) {
        return BrowserCookie.DEVICE.set(response, ring, device, Optional.of(DEVICE_AGE));
    }
}
