package dev.microauth.web.signin;

import dev.microauth.secret.Secret;
import dev.microauth.session.Session;
import dev.microauth.web.http.Request;
import dev.microauth.web.pages.Visit;
import java.util.Optional;

/// A browser on its way: what it came for, how far it is, and who is signed in in it. That there is one shows that this
/// browser is the one that began.
///
/// @param sealedGoal as it travels
record Passage(
        Visit visit,
        Goal goal,
        String sealedGoal,
        Stage stage,
        Secret holder,
        Optional<Session> session) {
    Request request() {
        return visit.request();
    }

    Passage with(Stage other) {
        return new Passage(visit, goal, sealedGoal, other, holder, session);
    }

    Passage with(Session signedIn) {
        return new Passage(visit, goal, sealedGoal, stage, holder, Optional.of(signedIn));
    }

    Passage in(Visit other) {
        return new Passage(other, goal, sealedGoal, stage, holder, session);
    }
}
