package dev.microauth.cli.command;

import dev.microauth.cli.line.Option;
import dev.microauth.cli.terminal.CommandFailure;
import dev.microauth.cli.terminal.ExitCode;
import dev.microauth.text.Printable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads moments as people type them.
final class Moments {
    private static final Pattern LENGTH = Pattern.compile("(\\d{1,6})([smhdw])");

    private static final long LAST_SECOND = 253_402_300_800L;

    private Moments() {}

    static Instant ahead(String text, Option option, Instant now) {
        return length(text).map(whole(now)::plus).orElseGet(() -> moment(text, option));
    }

    static Instant ago(String text, Option option, Instant now) {
        return length(text).map(whole(now)::minus).orElseGet(() -> moment(text, option));
    }

    /// The API takes milliseconds at the finest, and nobody who types a length means those.
    private static Instant whole(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS);
    }

    /// Claims with their moments, which are seconds since 1970 (RFC 7519 §2), as dates.
    static Map<String, Object> readable(Map<String, Object> claims) {
        var readable = new LinkedHashMap<String, Object>(claims);
        for (var name : List.of("iat", "nbf", "exp", "auth_time")) {
            if (claims.get(name) instanceof Long seconds && Math.abs(seconds) < LAST_SECOND) {
                readable.put(name, Instant.ofEpochSecond(seconds));
            }
        }
        return readable;
    }

    private static Optional<Duration> length(String text) {
        var match = LENGTH.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        long count = Long.parseLong(match.group(1));
        return Optional.of(
                switch (match.group(2)) {
                    case "s" -> Duration.ofSeconds(count);
                    case "m" -> Duration.ofMinutes(count);
                    case "h" -> Duration.ofHours(count);
                    case "d" -> Duration.ofDays(count);
                    default -> Duration.ofDays(7 * count);
                });
    }

    private static Instant moment(String text, Option option) {
        try {
            var moment =
                    text.contains("T")
                            ? OffsetDateTime.parse(text).toInstant()
                            : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            return whole(moment);
        } catch (DateTimeException none) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    option.name() + ": " + Printable.of(text) + " is no moment",
                    "Write 2026-12-31, 2026-12-31T18:00:00Z, or a length such as 12h or 90d.");
        }
    }
}
