package dev.microauth.web.account;

import dev.microauth.web.pages.Tag;
import dev.microauth.web.pages.Texts;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Times as people read them. A server does not know where its reader is, so what is near is said by its distance, and
/// the rest by its date.
record Moments(Texts texts, Instant now) {
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final long NEAR = 30 * DAY;

    Tag tag(Instant time) {
        return Tag.of("time", words(time))
                .with("datetime", time.toString())
                .with("title", exactly(time));
    }

    String words(Instant time) {
        long ago = Duration.between(time, now).toSeconds();
        if (ago < MINUTE) {
            return texts.say("time.now");
        }
        if (ago < HOUR) {
            return counted(ago / MINUTE, "time.minute", "time.minutes");
        }
        if (ago < DAY) {
            return counted(ago / HOUR, "time.hour", "time.hours");
        }
        return ago < NEAR
                ? counted(ago / DAY, "time.day", "time.days")
                : formatted(time, "time.date");
    }

    private String exactly(Instant time) {
        return formatted(time, "time.exactly");
    }

    private String counted(long number, String one, String more) {
        return number == 1 ? texts.say(one) : texts.say(more, number);
    }

    private String formatted(Instant time, String pattern) {
        return DateTimeFormatter.ofPattern(texts.say(pattern))
                .withZone(ZoneOffset.UTC)
                .format(time);
    }
}
