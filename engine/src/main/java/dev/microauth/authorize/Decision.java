package dev.microauth.authorize;

import dev.microauth.oauth.Assurance;
import dev.microauth.oauth.ScopeSet;
import java.util.Optional;

/// What a sound request needs next.
public sealed interface Decision {
    /// Somebody has to prove who they are, with at least this assurance where one is asked for.
    record SignIn(Optional<Assurance> asked) implements Decision {}

    /// Somebody is signed in, and the client wants them to say whether it shall be them.
    record ChooseAccount() implements Decision {}

    /// The person has to let the client have these scopes.
    record Consent(ScopeSet scopes) implements Decision {}

    /// The client is told; nothing is left to be done here.
    record Refused(Answer answer) implements Decision {}

    /// The person is told first, since they alone can do something about it; they may send the answer on their way.
    record Barred(Reason reason, Answer answer) implements Decision {}

    /// All is there: `answer` makes the code.
    record Granted(ScopeSet scopes) implements Decision {}

    enum Reason {
        /// They have none of the roles that this client asks for.
        ROLE_MISSING,
        /// They have no factor that would prove enough; one can be enrolled at their account.
        FACTOR_MISSING
    }
}
