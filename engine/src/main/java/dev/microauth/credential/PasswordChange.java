package dev.microauth.credential;

import java.time.Duration;

/// How it ended when somebody wanted another password.
public sealed interface PasswordChange {
    /// It was changed, and whatever was signed in with the old one has ended, the caller's own tokens included.
    record Changed() implements PasswordChange {}

    /// The old one was not proved, or this person may not enter: nobody outside is told which.
    record Refused(String detail) implements PasswordChange {}

    /// Not even tried: too many failures before.
    record Throttled(Duration delay) implements PasswordChange {}
}
