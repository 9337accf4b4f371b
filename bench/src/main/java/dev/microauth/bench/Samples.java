package dev.microauth.bench;

import java.util.Arrays;

/// How long the answers of one kind took, each kept.
final class Samples {
    private double[] millis = new double[256];
    private int count;

    void add(long nanos) {
        if (count == millis.length) {
            millis = Arrays.copyOf(millis, 2 * count);
        }
        millis[count++] = nanos / 1e6;
    }

    int count() {
        return count;
    }

    double median() {
        double[] sorted = Arrays.copyOf(millis, count);
        Arrays.sort(sorted);
        return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
    }

    /// Welch's t of two means whose variances may differ.
    double t(Samples other) {
        double spread = variance() / count + other.variance() / other.count;
        return (mean() - other.mean()) / Math.sqrt(spread);
    }

    private double mean() {
        return Arrays.stream(millis, 0, count).average().orElse(Double.NaN);
    }

    private double variance() {
        double mean = mean();
        double squares =
                Arrays.stream(millis, 0, count).map(each -> (each - mean) * (each - mean)).sum();
        return squares / (count - 1);
    }
}
