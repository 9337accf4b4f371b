package dev.microauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.testkit.FloorsContract;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The floors of this module. A package uses packages on lower floors only; nothing here knows the engine.
class FloorsTest extends FloorsContract {
    /// From the lowest to the roof, which is the package of `main`.
    private static final List<Floor> FLOORS =
            List.of(
                    new Floor("0", "terminal"),
                    new Floor("1", "line", "store"),
                    new Floor("2", "remote"),
                    new Floor("3", "command"),
                    new Floor("roof", ""));

    /// What else may be used: nothing of the engine, and no library.
    private static final List<String> ALLOWED =
            List.of(
                    "java.",
                    "javax.net.ssl.",
                    // Only where a browser brings an answer back.
                    "com.sun.net.httpserver.",
                    "org.jspecify.",
                    "dev.microauth.api.",
                    "dev.microauth.json.",
                    "dev.microauth.text.");

    FloorsTest() {
        super("cli", "dev.microauth.cli", FLOORS);
    }

    @Test
    void nothing_else_is_used() {
        assertThat(
                        used((user, target) ->
                                ALLOWED.stream().noneMatch(target::startsWith)
                                        && !isOfThePicture(user, target)))
                .as("mad is one of many clients of the API, and has to start in an instant")
                .isEmpty();
    }

    /// The one picture that mad draws; nothing of it is loaded before.
    private static boolean isOfThePicture(String user, String target) {
        return user.endsWith(".QrPicture") && target.startsWith("com.google.zxing.");
    }
}
