package dev.microauth.server;

import dev.microauth.server.command.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;

/// When this program was built: no clock can be right that stands well before it.
final class BuildDate {
    private static final Duration TOLERANCE = Duration.ofDays(7);

    private BuildDate() {}

    /// Refuses a clock by which every token would be from the past.
    static void requirePlausible(Instant now) {
        Instant built = read();
        // Security C15: a step of hours is borne, a clock without a battery is not.
        if (now.isBefore(built.minus(TOLERANCE))) {
            throw new CommandFailure(
                    "The clock says " + now + ", but this program was built on " + built,
                    "Set the clock.");
        }
    }

    static Instant read() {
        var properties = new Properties();
        try (InputStream in = BuildDate.class.getResourceAsStream("build.properties")) {
            if (in == null) {
                throw new IllegalStateException("build.properties is missing from the program");
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Instant.parse(properties.getProperty("date", ""));
    }
}
