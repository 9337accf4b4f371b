package dev.microauth.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/// Times the start of the packaged daemon, then measures it under load, scenario by scenario.
public final class Main {
    private static final Duration LEAD_IN = Duration.ofSeconds(3);
    private static final Duration TURN = Duration.ofSeconds(5);
    // As many as leave the hashing of passwords a part of the processors.
    private static final int LOAD_BESIDE = 4;

    private final Options options;
    private final Path directory;
    private final Path log;
    private final Stock stock;

    private Main(Options options, Path scratch) {
        this.options = options;
        this.directory = scratch.resolve("data");
        this.log = scratch.resolve("microauthd.log");
        this.stock = Stock.fill(directory, options.timingSamples() > 0);
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println("bench: " + e.getMessage() + "\n" + Options.USAGE);
            System.exit(2);
            return;
        }
        Path scratch = Files.createTempDirectory("microauth-bench");
        boolean even;
        try {
            even = new Main(options, scratch).run();
        } catch (IOException | InterruptedException | RuntimeException e) {
            System.err.println("bench: what the daemon said is in " + scratch);
            throw e;
        }
        delete(scratch);
        if (!even) {
            System.err.println("bench: the time of a refusal tells who exists");
            System.exit(1);
        }
    }

    /// False when the time of a refusal tells something.
    private boolean run() throws IOException, InterruptedException {
        if (options.starts() > 0) {
            System.out.println(
                    Starts.measure(options.starts(), options.launcher(), directory, log, quiet()));
        }
        try (var daemon = Packaged.start(options.launcher(), directory, log)) {
            if (!options.scenarios().isEmpty()) {
                warmUpAndMeasure(daemon);
            }
            return options.timingSamples() == 0 || isEven(daemon);
        }
    }

    private boolean isEven(Packaged daemon) throws IOException, InterruptedException {
        var timing = new Timing(stock, new Requests(daemon.port()), options.timingSamples());
        boolean idle = timing.measure("idle");
        var loaded = new AtomicBoolean();
        new Load(stock, new Requests(daemon.port()), LOAD_BESIDE)
                .during(Scenario.TOKEN_ES256, () -> loaded.set(timing.measure("loaded")));
        return idle && loaded.get();
    }

    private void warmUpAndMeasure(Packaged daemon) throws IOException, InterruptedException {
        warmUp(daemon);
        System.out.printf(
                Locale.ROOT,
                "%-28s %10s %8s %8s %12s %8s %7s %7s%n",
                "scenario",
                "requests/s",
                "p50 ms",
                "p99 ms",
                "CPU µs each",
                "RSS MiB",
                "errors",
                "others");
        for (Scenario scenario : options.scenarios()) {
            measure(scenario, daemon);
        }
    }

    /// Turns of all scenarios, so that none is met by code compiled for another alone.
    private void warmUp(Packaged daemon) throws IOException, InterruptedException {
        long until = System.nanoTime() + options.warmUp().toNanos();
        Load load = load(daemon);
        while (System.nanoTime() - until < 0) {
            for (Scenario scenario : options.scenarios()) {
                load.run(scenario, Duration.ZERO, TURN, daemon);
            }
        }
    }

    private void measure(Scenario scenario, Packaged daemon)
            throws IOException, InterruptedException {
        try (Quiet _ = quiet()) {
            Load.Seen seen = load(daemon).run(scenario, LEAD_IN, options.window(), daemon);
            Usage usage = seen.usage();
            long requests = seen.latencies().total();
            System.out.printf(
                    Locale.ROOT,
                    "%-28s %10.0f %8.2f %8.2f %12.1f %8.0f %7d %7.2f%n",
                    scenario.title(),
                    requests / (usage.elapsed().toNanos() / 1e9),
                    seen.latencies().millis(0.5),
                    seen.latencies().millis(0.99),
                    usage.daemon().toNanos() / 1e3 / requests,
                    daemon.residentMiB(),
                    seen.errors(),
                    usage.others());
        }
    }

    private Load load(Packaged daemon) {
        return new Load(stock, new Requests(daemon.port()), options.workers());
    }

    private Quiet quiet() throws IOException {
        return options.lock().isPresent() ? Quiet.holding(options.lock().get()) : Quiet.nothing();
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
