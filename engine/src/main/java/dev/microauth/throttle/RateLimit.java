package dev.microauth.throttle;

import dev.microauth.actor.Origin;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// How often a network and a client may ask, right or wrong; in memory, in each process by itself. [Throttle] counts
/// failures beside it.
public final class RateLimit {
    private final Optional<SourceBuckets> buckets;
    private final FirstRefusals refusals = new FirstRefusals();
    private final InstantSource clock;

    private RateLimit(Optional<SourceBuckets> buckets, InstantSource clock) {
        this.buckets = buckets;
        this.clock = clock;
    }

    /// Everybody may ask as often as they like.
    public static RateLimit none() {
        return new RateLimit(Optional.empty(), InstantSource.system());
    }

    public static RateLimit of(Rate rate, InstantSource clock) {
        return new RateLimit(
                Optional.of(new SourceBuckets(rate.most(), rate.perSecond())), clock);
    }

    /// What is asked for: each door is counted by itself, so that those who sign in do not wait for programs that get tokens
    /// from the same network.
    public enum Door {
        /// A client or service account: its tokens, introspection, revocation.
        CLIENT,
        /// A person: password, second factor, passkey.
        SIGN_IN
    }

    /// One more from this network; empty when it may go on, else how long it has to wait.
    public Optional<Duration> take(Door door, Origin origin) {
        return take(network(door, origin));
    }

    /// One more from a client that has proved itself, wherever it is.
    public Optional<Duration> takeProved(String clientId) {
        return take("client " + clientId);
    }

    private Optional<Duration> take(String who) {
        return buckets.flatMap(each -> each.take(who, clock.instant()));
    }

    /// Whether nobody was told of this network's waiting in the last minute.
    public boolean isNews(Door door, Origin origin) {
        return refusals.isFirst(network(door, origin), clock.instant());
    }

    private static String network(Door door, Origin origin) {
        return door + " " + origin.network();
    }
}
