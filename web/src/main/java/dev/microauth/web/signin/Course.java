package dev.microauth.web.signin;

import dev.microauth.authorize.AuthorizationRequest;
import dev.microauth.authorize.Authorizations;
import dev.microauth.authorize.Checked;
import dev.microauth.authorize.Decision;
import dev.microauth.session.Session;
import java.util.Optional;

/// Says what is due. It is worked out anew at every step, from what holds at that moment, so that no step can be
/// skipped by calling a later one.
final class Course {
    private final Authorizations authorizations;

    Course(Authorizations authorizations) {
        this.authorizations = authorizations;
    }

    Due due(Passage passage) {
        return switch (passage.goal()) {
            case Goal.Authorization(var parameters) ->
                    switch (authorizations.check(parameters)) {
                        case Checked.Sound(var request) -> due(passage, request);
                        case Checked.Refused(var answer) -> new Due.Told(answer);
                        case Checked.Unsafe(var reason) -> new Due.Unsafe(reason);
                    };
            case Goal.Place place -> due(passage, place);
        };
    }

    private Due due(Passage passage, AuthorizationRequest request) {
        Stage stage = passage.stage();
        Optional<Session> session = stage.another() ? Optional.empty() : passage.session();
        return switch (authorizations.decide(request, session, stage.progress())) {
            case Decision.SignIn(var asked) -> new Due.SignIn(Optional.of(request), asked);
            case Decision.ChooseAccount() -> new Due.ChooseAccount(request);
            case Decision.Consent(var scopes) -> new Due.Consent(request, scopes);
            case Decision.Refused(var answer) -> new Due.Told(answer);
            case Decision.Barred(var reason, var answer) -> new Due.Barred(request, reason, answer);
            case Decision.Granted _ -> new Due.Granted(request);
        };
    }

    private static Due due(Passage passage, Goal.Place place) {
        Stage stage = passage.stage();
        Optional<Session> session = stage.another() ? Optional.empty() : passage.session();
        boolean now = session.filter(stage.progress()::isProvedBy).isPresent();
        boolean enough =
                session.filter(live ->
                                place.asked()
                                        .filter(asked -> !live.assurance().satisfies(asked))
                                        .isEmpty())
                        .isPresent();
        if (enough && (now || !place.again())) {
            return new Due.Arrived(place);
        }
        // Who has just signed in and still falls short would do so again and again.
        return now ? new Due.Unproved(place) : new Due.SignIn(Optional.empty(), place.asked());
    }
}
