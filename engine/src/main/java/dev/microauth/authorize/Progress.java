package dev.microauth.authorize;

import dev.microauth.session.Session;
import java.time.Instant;
import java.util.Optional;

/// How far a browser has come with a request.
///
/// @param startedAt when it came with the request
/// @param chosen whether the person said that it shall be the account they are signed in with
/// @param proof the sign-in that was made on this very way, if one was
public record Progress(Instant startedAt, boolean chosen, Optional<String> proof) {
    public static Progress begun(Instant now) {
        return new Progress(now, false, Optional.empty());
    }

    public Progress withChoice() {
        return new Progress(startedAt, true, proof);
    }

    /// Somebody has just proved who they are, for this request; who they are is chosen by that.
    public Progress withProof(Session session) {
        return new Progress(startedAt, true, Optional.of(name(session)));
    }

    /// Security A17: whether this sign-in was made for this request. One that was made in another tab meanwhile was not.
    public boolean isProvedBy(Session session) {
        return proof.equals(Optional.of(name(session)));
    }

    private static String name(Session session) {
        return session.id() + " " + session.authTime().toEpochMilli();
    }
}
