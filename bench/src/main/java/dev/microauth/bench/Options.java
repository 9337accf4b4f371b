package dev.microauth.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What the command line asks for.
///
/// @param launcher the `microauthd` to start
/// @param starts how often the start is timed before the load; 0 for not at all
/// @param timingSamples how many refusals of each kind are timed at each door; 0 for none
/// @param lock a file of flock(1) that is held while something is measured
record Options(
        Path launcher,
        List<Scenario> scenarios,
        int workers,
        int starts,
        Duration warmUp,
        Duration window,
        int timingSamples,
        Optional<Path> lock) {
    static final String USAGE =
            """
            usage: bench/run [OPTION]… [SCENARIO]…
              --quick         20 s of warm-up and windows of 5 s, for a first look
              --warm-up SEC   load before anything is measured (120)
              --window SEC    length of a measured window (20)
              --workers N     connections, each with one request under way (16)
              --starts N      times the start of the program N times first (5)
              --lock FILE     holds this lock of flock(1) while it measures, at most 90 s at a time
              --samples N     refusals of each kind that timing compares (2000)
            scenarios: token-es256 token-eddsa token-rs256 introspect refresh jwks timing (all of them)
            """;
    private static final int LONGEST_WINDOW = 80;

    Options {
        scenarios = List.copyOf(scenarios);
        if (workers < 1 || workers > 256 || starts < 0 || starts > 100) {
            throw new IllegalArgumentException("1 to 256 workers and at most 100 starts");
        }
        if (!window.isPositive() || window.toSeconds() > LONGEST_WINDOW) {
            throw new IllegalArgumentException("a window has 1 to " + LONGEST_WINDOW + " seconds");
        }
    }

    /// @throws IllegalArgumentException for an option or a scenario that does not exist
    static Options parse(String[] arguments) {
        var rest = new ArrayList<>(List.of(arguments));
        Path launcher = Path.of(rest.removeFirst());
        boolean quick = rest.remove("--quick");
        int warmUp = number(rest, "--warm-up", quick ? 20 : 120);
        int window = number(rest, "--window", quick ? 5 : 20);
        int workers = number(rest, "--workers", 16);
        int starts = number(rest, "--starts", 5);
        int samples = number(rest, "--samples", quick ? 300 : 2_000);
        boolean timing = rest.isEmpty() || rest.contains("timing");
        boolean onlyTiming = rest.equals(List.of("timing"));
        rest.remove("timing");
        Optional<Path> lock = value(rest, "--lock").map(Path::of);
        List<Scenario> scenarios =
                onlyTiming
                        ? List.of()
                        : rest.isEmpty()
                                ? Arrays.asList(Scenario.values())
                                : rest.stream().map(Scenario::named).toList();
        return new Options(
                launcher,
                scenarios,
                workers,
                starts,
                Duration.ofSeconds(warmUp),
                Duration.ofSeconds(window),
                timing ? samples : 0,
                lock);
    }

    private static int number(List<String> arguments, String name, int otherwise) {
        return value(arguments, name).map(Integer::parseInt).orElse(otherwise);
    }

    private static Optional<String> value(List<String> arguments, String name) {
        int at = arguments.indexOf(name);
        if (at < 0) {
            return Optional.empty();
        }
        if (at + 1 == arguments.size()) {
            throw new IllegalArgumentException(name + " needs a value");
        }
        arguments.remove(at);
        return Optional.of(arguments.remove(at));
    }
}
