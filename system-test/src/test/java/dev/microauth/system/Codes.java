package dev.microauth.system;

import dev.microauth.testkit.AuthenticatorApp;
import java.time.Instant;
import java.util.List;

/// What the authenticator app of somebody shows, of which each is good once. Somebody who
/// uses several asks for neighbouring ones.
///
/// @param secret in base32, as the app reads it
/// @param recovery for the day on which the phone is lost
/// @param spent the one that confirmed the app, whatever the time is now
record Codes(String secret, List<String> recovery, String spent) {
    Codes(String secret, List<String> recovery) {
        this(secret, recovery, "");
    }

    String last() {
        return at(-1);
    }

    String now() {
        return at(0);
    }

    String next() {
        return at(1);
    }

    private String at(int steps) {
        return new AuthenticatorApp(secret).code(Instant.now(), steps);
    }
}
