package dev.microauth.web.oauth;

import dev.microauth.oauth.OAuthError;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.token.LiveToken;
import java.time.Duration;
import java.time.Instant;

/// The rule for what people change of their own way in: they signed in within the last five minutes.
public final class RecentSignIn {
    private static final Duration RECENT = Duration.ofMinutes(5);

    private RecentSignIn() {}

    // RFC 9470 §3: the challenge says how old the sign-in may be.
    public static void require(LiveToken token, Instant now) {
        boolean recent =
                token.token()
                        .integer("auth_time")
                        .map(Instant::ofEpochSecond)
                        .filter(at -> !at.plus(RECENT).isBefore(now))
                        .isPresent();
        if (!recent) {
            throw new OAuthRefusal(
                    OAuthError.INSUFFICIENT_USER_AUTHENTICATION,
                    "Sign in again: this takes a sign-in of the last five minutes.",
                    "sign-in is too old for a change");
        }
    }
}
