package dev.microauth.bench.library;

import dev.microauth.MicroAuth;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// What an application pays for having an engine in it: whole processes that differ in nothing else, in turns, by
/// their medians.
public final class Embedding {
    private static final int TURNS = 15;
    // What was thrown away is not what is needed. Time is taken as the JVM would have it.
    private static final List<String> SMALL_NURSERY =
            List.of("-XX:+UseSerialGC", "-Xmn4m", "-Xmx256m");

    private Embedding() {}

    /// What a process does before it says how much memory it holds.
    private enum Way {
        WITHOUT,
        IN_MEMORY,
        /// The same where the application keeps an AOT cache of itself (JEP 514).
        FROM_AOT_CACHE,
        NEW_DIRECTORY,
        SAME_DIRECTORY
    }

    /// @param millis from the start of `main` until the engine answered
    /// @param mebibytes resident then, after the garbage was collected
    /// @param token how many milliseconds later a user was made and had a first token
    private record Seen(double millis, double mebibytes, double token) {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 2) {
            System.out.println(live(Way.valueOf(arguments[0]), Path.of(arguments[1])));
        } else {
            compare();
        }
    }

    private static String live(Way way, Path directory) throws IOException {
        fillNursery();
        long began = System.nanoTime();
        if (way == Way.WITHOUT) {
            return since(began) + " " + mebibytes() + " 0";
        }
        var builder = MicroAuth.builder().appName("bench");
        boolean kept = way == Way.NEW_DIRECTORY || way == Way.SAME_DIRECTORY;
        try (var auth = (kept ? builder.persistTo(directory) : builder).open()) {
            auth.users().find("nobody");
            String told = since(began) + " " + mebibytes();
            long asked = System.nanoTime();
            auth.tokens().issue(auth.users().create().username("u-" + asked).save().id()).save();
            return told + " " + since(asked);
        }
    }

    /// Every application fills its nursery once, with this engine or without.
    private static void fillNursery() {
        long length = 0;
        for (int i = 0; i < 4_096; i++) {
            length += new byte[4 << 10].length;
        }
        if (length != 16 << 20) {
            throw new IllegalStateException("the compiler left it out");
        }
    }

    private static double since(long began) {
        return (System.nanoTime() - began) / 1e6;
    }

    private static double mebibytes() throws IOException {
        System.gc();
        double kibibytes =
                Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")))
                        .findFirst()
                        .orElseThrow();
        return kibibytes / 1024;
    }

    private static void compare() throws IOException, InterruptedException {
        Path scratch = Files.createTempDirectory("microauth-embedding");
        Path cache = scratch.resolve("cache.aot");
        child(Way.FROM_AOT_CACHE, scratch, List.of("-XX:AOTCacheOutput=" + cache));
        var seen = new EnumMap<Way, List<Seen>>(Way.class);
        for (int turn = 0; turn <= TURNS; turn++) {
            for (Way way : Way.values()) {
                Seen quick =
                        child(way, directory(scratch, way, turn + "-quick"), asUsual(way, cache));
                Seen small = child(way, directory(scratch, way, turn + "-small"), SMALL_NURSERY);
                var one = new Seen(quick.millis(), small.mebibytes(), quick.token());
                // The first turn fills the caches of the system, and makes the directory that
                // stays.
                if (turn > 0) {
                    seen.computeIfAbsent(way, _ -> new ArrayList<>()).add(one);
                }
            }
            System.err.printf("turn %d of %d%n", turn, TURNS);
        }
        report(seen);
        delete(scratch);
    }

    private static List<String> asUsual(Way way, Path cache) {
        return way == Way.FROM_AOT_CACHE ? List.of("-XX:AOTCache=" + cache) : List.of();
    }

    private static Path directory(Path scratch, Way way, String turn) {
        return scratch.resolve(way == Way.SAME_DIRECTORY ? "same" : "new-" + turn);
    }

    private static void report(Map<Way, List<Seen>> seen) {
        double without = median(seen.getOrDefault(Way.WITHOUT, List.of()), Seen::mebibytes);
        for (Way way : Way.values()) {
            List<Seen> all = seen.getOrDefault(way, List.of());
            System.out.printf(
                    Locale.ROOT,
                    "%-16s %7.0f ms to the first answer   %+6.1f MiB   %4.0f ms more to a user and a token%n",
                    way.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    median(all, Seen::millis),
                    median(all, Seen::mebibytes) - without,
                    median(all, Seen::token));
        }
    }

    private static double median(List<Seen> all, ToDoubleFunction<Seen> of) {
        return all.stream().mapToDouble(of).sorted().toArray()[all.size() / 2];
    }

    private static Seen child(Way way, Path directory, List<String> options)
            throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Embedding.class.getName(), way.name(), directory.toString()));
        var process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String said =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IOException(way + " ended with " + process.exitValue());
        }
        // The first line is ours; what the JVM says of its cache comes after it.
        double[] figures =
                Arrays.stream(said.lines().findFirst().orElseThrow().split(" ", -1))
                        .mapToDouble(Double::parseDouble)
                        .toArray();
        return new Seen(figures[0], figures[1], figures[2]);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
