package dev.microauth.web.account;

import dev.microauth.web.pages.Texts;
import java.time.Duration;

/// How long somebody has to wait, in words.
final class Waits {
    private Waits() {}

    static String words(Texts texts, Duration wait) {
        long minutes = (wait.toSeconds() + 59) / 60;
        return minutes <= 1
                ? texts.say("account.slow.one")
                : texts.say("account.slow.many", minutes);
    }
}
