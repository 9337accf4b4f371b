package dev.microauth.throttle;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A bucket of failures for each network: a hundred at once, one more each second. It keeps somebody
/// who tries ever new names from filling the tables. Bounded; the least recently used is forgotten.
final class SourceBuckets {
    private static final double SIZE = 100;
    private static final double PER_SECOND = 1;
    private static final int NETWORKS = 10_000;

    private final Map<String, Bucket> buckets =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                    return size() > NETWORKS;
                }
            };

    private record Bucket(double left, Instant at) {
        Bucket filled(Instant now) {
            double seconds = Math.max(0, Duration.between(at, now).toMillis() / 1000.0);
            return new Bucket(Math.min(SIZE, left + seconds * PER_SECOND), now);
        }
    }

    synchronized void fail(String network, Instant now) {
        Bucket bucket = buckets.getOrDefault(network, new Bucket(SIZE, now)).filled(now);
        buckets.put(network, new Bucket(bucket.left() - 1, now));
    }

    synchronized Optional<Duration> wait(String network, Instant now) {
        return Optional.ofNullable(buckets.get(network))
                .map(bucket -> bucket.filled(now).left())
                .filter(left -> left < 1)
                .map(left -> Duration.ofMillis((long) Math.ceil((1 - left) * 1000 / PER_SECOND)));
    }
}
