package dev.microauth.web.account;

import dev.microauth.key.Ring;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.session.Sessions;
import dev.microauth.web.browser.Browser;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import dev.microauth.web.pages.Tag;
import dev.microauth.web.pages.Texts;

/// `POST /account/sign-out`: the session of this browser ends. It was asked for by a form of this very session, so there
/// is no further question.
public final class SignOut {
    static final String PATH = "/account/sign-out";

    private final Sessions sessions;
    private final Browser browser;

    SignOut(Sessions sessions, Browser browser) {
        this.sessions = sessions;
        this.browser = browser;
    }

    public Response post(Request request, Owner owner) {
        try {
            sessions.endOwn(owner.actor(), owner.user().id(), Ring.AUTH, owner.session().id());
        } catch (NotFound endedMeanwhile) {
            // Which is what was wanted.
        }
        Texts texts = owner.texts();
        return browser.signedOut(
                owner.visit()
                        .page(texts.say("signout.done"))
                        .add(
                                Tag.of("p", texts.say("signout.done.why")),
                                Tag.of("p", texts.say("signout.done.shared")).with("class", "soft"),
                                owner.visit()
                                        .link(Section.OVERVIEW.path(), texts.say("signout.return")))
                        .respond());
    }
}
