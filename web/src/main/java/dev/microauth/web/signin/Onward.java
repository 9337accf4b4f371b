package dev.microauth.web.signin;

import dev.microauth.authorize.Answer;
import dev.microauth.authorize.AuthorizationRequest;
import dev.microauth.authorize.Authorizations;
import dev.microauth.session.Session;
import dev.microauth.web.http.Response;
import dev.microauth.web.oauth.Origins;
import java.util.Optional;

/// Takes a browser to what is due: a page of ours, or the client.
final class Onward {
    static final String LOGIN = "/login";
    static final String ACCOUNT = "/login/account";
    static final String BARRED = "/login/barred";
    static final String CONSENT = "/consent";

    private final Authorizations authorizations;
    private final Passages passages;
    private final Course course;

    Onward(Authorizations authorizations, Passages passages, Course course) {
        this.authorizations = authorizations;
        this.passages = passages;
        this.course = course;
    }

    Response go(Passage passage) {
        return go(passage, course.due(passage));
    }

    Response go(Passage passage, Due due) {
        return switch (due) {
            case Due.SignIn _ -> passages.redirect(passage, LOGIN);
            case Due.ChooseAccount _ -> passages.redirect(passage, ACCOUNT);
            case Due.Consent _ -> passages.redirect(passage, CONSENT);
            case Due.Barred _, Due.Unproved _ -> passages.redirect(passage, BARRED);
            case Due.Told(var answer) -> Answers.send(passage.visit(), answer);
            case Due.Granted(var request) ->
                    // What was due a moment ago may be another thing now: then that is gone to.
                    answer(passage, request)
                            .map(answer -> Answers.send(passage.visit(), answer))
                            .orElseGet(() -> go(passage));
            case Due.Arrived(var place) -> Response.seeOther(passage.visit().path(place.path()));
            case Due.Unsafe(var reason) -> passages.lost().unsafe(passage.request(), reason);
        };
    }

    private Optional<Answer> answer(Passage passage, AuthorizationRequest request) {
        Session session = passage.session().orElseThrow();
        return authorizations.answer(
                request, session, passage.stage().progress(), Origins.of(passage.request()));
    }

    /// A browser that asks for a page that is not due (any more) is taken to the one that is; where all is done, it is
    /// asked before it is sent away again, as somebody who went back did not mean to leave at once.
    Response instead(Passage passage, Due due) {
        return switch (due) {
            case Due.Granted _, Due.Arrived _ -> passages.redirect(passage, ACCOUNT);
            case Due.SignIn _,
                    Due.ChooseAccount _,
                    Due.Consent _,
                    Due.Barred _,
                    Due.Unproved _,
                    Due.Told _,
                    Due.Unsafe _ ->
                    go(passage, due);
        };
    }
}
