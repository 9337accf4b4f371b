package dev.microauth.throttle;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A bucket for each network: so many at once, and it fills again evenly. Of failures it holds a hundred and gets one more
/// each second, which keeps somebody who tries ever new names from filling the tables. Bounded; the least recently used is
/// forgotten.
final class SourceBuckets {
    private static final int NETWORKS = 10_000;

    private final double size;
    private final double perSecond;

    private final Map<String, Bucket> buckets =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                    return size() > NETWORKS;
                }
            };

    private record Bucket(double left, Instant at) {}

    /// For failures.
    SourceBuckets() {
        this(100, 1);
    }

    SourceBuckets(double size, double perSecond) {
        this.size = size;
        this.perSecond = perSecond;
    }

    /// Takes one, even where none is left.
    synchronized void fail(String network, Instant now) {
        buckets.put(network, new Bucket(left(network, now) - 1, now));
    }

    /// Takes one, unless it has to be waited for.
    synchronized Optional<Duration> take(String network, Instant now) {
        Optional<Duration> wait = wait(network, now);
        if (wait.isEmpty()) {
            fail(network, now);
        }
        return wait;
    }

    private double left(String network, Instant now) {
        Bucket bucket = buckets.getOrDefault(network, new Bucket(size, now));
        double seconds = Math.max(0, Duration.between(bucket.at(), now).toMillis() / 1000.0);
        return Math.min(size, bucket.left() + seconds * perSecond);
    }

    synchronized Optional<Duration> wait(String network, Instant now) {
        double left = left(network, now);
        return left < 1
                ? Optional.of(Duration.ofMillis((long) Math.ceil((1 - left) * 1000 / perSecond)))
                : Optional.empty();
    }
}
