package dev.microauth.authorize;

import java.time.Instant;

/// How far a browser has come with a request.
///
/// @param startedAt when it came with the request: who signed in later has done so for it
/// @param chosen whether the person said that it shall be the account they are signed in with
public record Progress(Instant startedAt, boolean chosen) {
    public static Progress begun(Instant now) {
        return new Progress(now, false);
    }

    public Progress withChoice() {
        return new Progress(startedAt, true);
    }
}
