package dev.microauth.web.account;

import dev.microauth.account.OwnFactors.Change;
import dev.microauth.actor.Actor;
import dev.microauth.secret.Secret;
import dev.microauth.session.Session;
import dev.microauth.user.User;
import dev.microauth.web.http.Parameters;
import dev.microauth.web.http.Request;
import dev.microauth.web.oauth.Origins;
import dev.microauth.web.pages.Texts;
import dev.microauth.web.pages.Visit;
import java.util.Optional;

/// Somebody at their own account, in the browser that they are signed in in.
public final class Owner {
    private final Visit visit;
    private final Session session;
    private final Secret reference;
    private final User user;

    Owner(Visit visit, Session session, Secret reference, User user) {
        this.visit = visit;
        this.session = session;
        this.reference = reference;
        this.user = user;
    }

    Visit visit() {
        return visit;
    }

    Texts texts() {
        return visit.texts();
    }

    Request request() {
        return visit.request();
    }

    /// What was sent with the form.
    Parameters sent() {
        return request().form().refuseDuplicates();
    }

    Session session() {
        return session;
    }

    /// What the cookie of this browser holds: it binds whatever travels with a page.
    Secret reference() {
        return reference;
    }

    User user() {
        return user;
    }

    Actor actor() {
        return Actor.user(user.id().toString(), Origins.of(request()));
    }

    /// A change of theirs in which this session goes on.
    Change change() {
        return new Change(actor(), user.id(), Optional.of(session.id()));
    }
}
