package dev.microauth.web.admin;

import dev.microauth.account.OwnFactors.Change;
import dev.microauth.problem.AuthException.NotAllowed;
import dev.microauth.subject.UserId;
import dev.microauth.web.oauth.SelfGuard;
import java.time.InstantSource;

/// What an administrator changes of their own way in, over a token of this port.
final class OwnAccount {
    private final InstantSource clock;

    OwnAccount(InstantSource clock) {
        this.clock = clock;
    }

    /// Who changes, by a sign-in of the last five minutes. Throws [NotAllowed] for who is no person, and
    /// [dev.microauth.oauth.OAuthRefusal] for a sign-in that is older.
    Change change(AdminCall call) {
        UserId user = user(call);
        // Security E5: a token that was left lying about is not enough to change the way in.
        SelfGuard.requireRecent(call.token(), clock.instant());
        return Change.over(call.actor(), user, call.token());
    }

    /// The person who asks.
    static UserId user(AdminCall call) {
        return call.token()
                .userId()
                .orElseThrow(() -> new NotAllowed("only people have factors of their own"));
    }
}
