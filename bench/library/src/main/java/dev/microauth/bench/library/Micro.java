package dev.microauth.bench.library;

import java.util.Arrays;
import java.util.List;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/// Runs the micro-benchmarks whose names match, or all of them.
public final class Micro {
    private Micro() {}

    public static void main(String[] names) throws RunnerException {
        var options =
                new OptionsBuilder()
                        .forks(2)
                        .warmupIterations(5)
                        .warmupTime(TimeValue.seconds(2))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.seconds(2))
                        .jvmArgsAppend(
                                "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-Xmx1g");
        (names.length == 0 ? List.of(".*") : Arrays.asList(names)).forEach(options::include);
        new Runner(options.build()).run();
    }
}
