package dev.microauth.bench;

import java.util.Locale;

/// Counts of times between a microsecond and a minute, each kept to 3 %.
final class Latencies {
    private static final int STEPS = 32;

    private final long[] counts = new long[64 * STEPS];
    private long total;

    void add(long nanos) {
        counts[place(nanos)]++;
        total++;
    }

    void add(Latencies others) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += others.counts[i];
        }
        total += others.total;
    }

    long total() {
        return total;
    }

    /// Milliseconds that the given part of all requests did not exceed.
    double millis(double part) {
        long wanted = (long) Math.ceil(part * total);
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= wanted && seen > 0) {
                return highest(i) / 1e6;
            }
        }
        return 0;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "p50 %.2f ms, p99 %.2f ms", millis(0.5), millis(0.99));
    }

    // Each power of two is parted into equal steps.
    private static int place(long nanos) {
        long value = Math.max(nanos, STEPS);
        int power = 63 - Long.numberOfLeadingZeros(value);
        int step = (int) (value >>> (power - 5)) - STEPS;
        return (power - 5) * STEPS + step;
    }

    private static double highest(int place) {
        int power = place / STEPS;
        return (double) (STEPS + place % STEPS + 1) * (1L << power);
    }
}
