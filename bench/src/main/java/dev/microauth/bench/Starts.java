package dev.microauth.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/// How long the program takes from its command to the first answer, over a directory that exists.
final class Starts {
    private static final Duration REST = Duration.ofSeconds(3);

    private Starts() {}

    /// Sorted times.
    record Seen(List<Duration> times, double restingMiB) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "start to first 200: median %d ms (%d to %d, %d starts); memory at rest %.0f MiB",
                    times.get(times.size() / 2).toMillis(),
                    times.getFirst().toMillis(),
                    times.getLast().toMillis(),
                    times.size(),
                    restingMiB);
        }
    }

    static Seen measure(int count, Path launcher, Path directory, Path log, Quiet quiet)
            throws IOException, InterruptedException {
        var times = new ArrayList<Duration>();
        double resting = 0;
        try (quiet) {
            for (int i = 0; i < count; i++) {
                long began = System.nanoTime();
                try (var daemon = Packaged.start(launcher, directory, log);
                        var connection = new KeepAlive(daemon.port())) {
                    ping(daemon, connection);
                    times.add(Duration.ofNanos(System.nanoTime() - began));
                    // What settles behind the open ports is over then.
                    Thread.sleep(REST);
                    resting = daemon.residentMiB();
                }
            }
        }
        Collections.sort(times);
        return new Seen(List.copyOf(times), resting);
    }

    private static void ping(Packaged daemon, KeepAlive connection) throws IOException {
        int status = connection.exchange(new Requests(daemon.port()).get("/ping")).status();
        if (status != 200) {
            throw new IOException("/ping answered " + status);
        }
    }
}
