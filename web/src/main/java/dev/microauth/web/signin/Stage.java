package dev.microauth.web.signin;

import dev.microauth.authorize.Progress;
import dev.microauth.session.Session;
import java.time.Instant;
import java.util.Optional;

/// How far a browser has come.
///
/// @param another whether somebody else than who is signed in shall be
/// @param half a password that was right, sealed, while the second factor is missing
/// @param shown what a question was about that is being asked, so that an answer to it answers no other
record Stage(Progress progress, boolean another, Optional<String> half, Optional<String> shown) {
    static Stage begun(Instant now) {
        return new Stage(Progress.begun(now), false, Optional.empty(), Optional.empty());
    }

    Stage withChoice() {
        return new Stage(progress.withChoice(), false, Optional.empty(), Optional.empty());
    }

    Stage signedIn(Session session) {
        return new Stage(progress.withProof(session), false, Optional.empty(), Optional.empty());
    }

    Stage withAnother() {
        return new Stage(progress, true, Optional.empty(), Optional.empty());
    }

    Stage withHalf(String sealed) {
        return new Stage(progress, another, Optional.of(sealed), Optional.empty());
    }

    Stage withoutHalf() {
        return new Stage(progress, another, Optional.empty(), Optional.empty());
    }

    Stage showing(String what) {
        return new Stage(progress, another, half, Optional.of(what));
    }
}
