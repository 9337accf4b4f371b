package dev.microauth.web.account;

import dev.microauth.web.pages.Texts;
import java.time.Duration;

/// How long somebody has to wait, for people and for programs.
final class Waits {
    private Waits() {}

    static String words(Texts texts, Duration wait) {
        long minutes = (wait.toSeconds() + 59) / 60;
        return minutes <= 1
                ? texts.say("account.slow.one")
                : texts.say("account.slow.many", minutes);
    }

    /// The value of `Retry-After` (RFC 9110 §10.2.3).
    static String seconds(Duration wait) {
        return Long.toString(Math.max(1, (wait.toMillis() + 999) / 1000));
    }
}
