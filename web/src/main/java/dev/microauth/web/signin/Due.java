package dev.microauth.web.signin;

import dev.microauth.authorize.Answer;
import dev.microauth.authorize.AuthorizationRequest;
import dev.microauth.authorize.Checked;
import dev.microauth.authorize.Decision;
import dev.microauth.oauth.Assurance;
import dev.microauth.oauth.ScopeSet;
import java.util.Optional;

/// What comes next on somebody's way.
sealed interface Due {
    /// Somebody has to prove who they are.
    ///
    /// @param asked what has to be proved at least, where more than a password is asked for
    record SignIn(Optional<AuthorizationRequest> request, Optional<Assurance> asked)
            implements Due {}

    record ChooseAccount(AuthorizationRequest request) implements Due {}

    record Consent(AuthorizationRequest request, ScopeSet scopes) implements Due {}

    record Barred(AuthorizationRequest request, Decision.Reason reason, Answer answer)
            implements Due {}

    /// The client is told something without a code.
    record Told(Answer answer) implements Due {}

    record Granted(AuthorizationRequest request) implements Due {}

    /// They have signed in for this, and have proved less than it asks for.
    record Unproved(Goal.Place place) implements Due {}

    /// They may go where they wanted to.
    record Arrived(Goal.Place place) implements Due {}

    record Unsafe(Checked.Reason reason) implements Due {}

    /// Where answers go that come of this, if there is a request.
    default Optional<AuthorizationRequest> asker() {
        return switch (this) {
            case SignIn due -> due.request();
            case ChooseAccount due -> Optional.of(due.request());
            case Consent due -> Optional.of(due.request());
            case Barred due -> Optional.of(due.request());
            case Granted due -> Optional.of(due.request());
            case Told _, Unproved _, Arrived _, Unsafe _ -> Optional.empty();
        };
    }
}
