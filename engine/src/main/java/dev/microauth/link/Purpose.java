package dev.microauth.link;

import java.time.Duration;
import java.util.Locale;

/// What a one-time link is for, and how long it waits.
public enum Purpose {
    /// A person who was made without a password chooses one.
    INVITATION(Duration.ofDays(7)),
    /// A person whose password was taken chooses another.
    RESET(Duration.ofMinutes(60)),
    /// Somebody becomes the first administrator; worth nothing as soon as there is one.
    SETUP(Duration.ofMinutes(60)),
    /// Somebody becomes a further administrator, by a link from whoever owns the machine.
    RECOVERY(Duration.ofMinutes(60));

    private final Duration life;

    Purpose(Duration life) {
        this.life = life;
    }

    public Duration life() {
        return life;
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Purpose of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
