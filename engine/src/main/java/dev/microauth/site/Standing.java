package dev.microauth.site;

import dev.microauth.oauth.Assurance;
import dev.microauth.user.User;
import java.util.List;
import java.util.Optional;

/// What a site makes of somebody who is signed in.
public sealed interface Standing {
    /// They may enter.
    record Welcome(User user, List<String> roles) implements Standing {
        public Welcome {
            roles = List.copyOf(roles);
        }
    }

    /// They may not, however well they prove who they are.
    record Refused(User user, Reason reason) implements Standing {}

    /// They may after signing in anew: it was too long ago, or not good enough.
    record SignInAgain(Optional<Assurance> asked) implements Standing {}

    /// They are nobody here any more: deleted, disabled or locked out.
    record Nobody() implements Standing {}

    enum Reason {
        /// None of the roles that are asked for is theirs.
        ROLE_MISSING,
        /// What they showed was given to another application.
        OF_ANOTHER_CLIENT
    }
}
