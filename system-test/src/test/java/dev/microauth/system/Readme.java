package dev.microauth.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// The README of an example: what it tells the reader to type, and what it says that the reader will see.
final class Readme {
    // A block that is marked as part of the tour, with the answer that follows it at once, if one
    // does.
    private static final Pattern STEP =
            Pattern.compile(
                    "<!-- tour -->\n```sh\n(.*?)```\n(?:\n```text\n(.*?)```\n)?", Pattern.DOTALL);
    private static final String BOUND_IN_SECONDS = "50";

    private final String text;
    private final Map<String, String> environment = new LinkedHashMap<>();

    private Readme(String text) {
        this.text = text;
    }

    static Readme of(String example) throws IOException {
        return new Readme(Files.readString(Checkout.example(example).resolveSibling("README.md")));
    }

    /// What stands here instead of what stands there: a port that is free, a secret that was printed.
    Readme with(String written, String meant) {
        if (!text.contains(written)) {
            throw new AssertionError("the README does not say " + written);
        }
        var other = new Readme(text.replace(written, meant));
        other.environment.putAll(environment);
        return other;
    }

    Readme env(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /// All that the reader is told to see, in one piece.
    String promised() {
        var all = new StringBuilder();
        STEP.matcher(text)
                .results()
                .forEach(step -> all.append(step.group(2) == null ? "" : step.group(2)));
        return all.toString();
    }

    /// Types all of it into one shell, which takes what it started with it.
    Ran follow(Path place) throws IOException {
        var script = new StringBuilder("trap 'kill $(jobs -p) 2>/dev/null || true' EXIT\n");
        STEP.matcher(text).results().forEach(step -> script.append(step.group(1)));
        Path file = Files.writeString(place.resolve("tour.sh"), script);
        var launch =
                Launch.of("timeout", BOUND_IN_SECONDS, "bash", "-euo", "pipefail", file.toString())
                        .in(Checkout.root());
        environment.forEach(launch::env);
        return launch.run();
    }
}
