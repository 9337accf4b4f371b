package dev.microauth.credential;

import dev.microauth.subject.Generation;
import dev.microauth.user.User;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// How an attempt to sign in ended.
public sealed interface SignIn {
    /// The user proved to be who they are; `methods` are names of RFC 8176, and `generation` was read before the proof
    /// was looked at.
    record Proven(User user, Instant at, List<String> methods, Generation generation)
            implements SignIn {}

    /// The password was right, and a second factor is enrolled: it has to be shown too. Nobody has signed in.
    record Halfway(HalfProof proof) implements SignIn {}

    /// Not proved, for whichever reason: nobody outside is told which.
    record Refused(String detail) implements SignIn {}

    /// Not even tried: too many failures before.
    record Throttled(Duration delay) implements SignIn {}

    /// Not tried: too many passwords are being checked at this moment.
    record Busy(Duration delay) implements SignIn {}
}
