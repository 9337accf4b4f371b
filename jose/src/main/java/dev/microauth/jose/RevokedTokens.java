package dev.microauth.jose;

import dev.microauth.jose.TokenRefused.Reason;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The tokens that a server has said are dead, until they would have expired anyway.
final class RevokedTokens {
    // Who starts waits for the first word, for this part of the silence that is borne, and no
    // longer.
    private static final int FIRST_WORD = 10;
    private static final int FEW = 1_000;
    // The tolerance of clocks is five minutes at most.
    private static final long AFTERLIFE_SECONDS = 600;

    private static final System.Logger LOG = System.getLogger(TokenVerifier.class.getName());

    private final Revocations rules;
    private final InstantSource clock;
    private final LongSupplier ticks;
    private final long waitUntil;
    private final CountDownLatch first = new CountDownLatch(1);
    private final Map<UUID, Long> dead = new ConcurrentHashMap<>();
    private volatile @Nullable Heard last;
    private int sweepAt = FEW;

    /// @param tick in nanoseconds, by a clock that nobody sets
    private record Heard(Instant at, long tick) {}

    /// @param ticks nanoseconds of a clock that nobody sets, as `System.nanoTime()`
    RevokedTokens(Revocations rules, InstantSource clock, LongSupplier ticks) {
        this.rules = rules;
        this.clock = clock;
        this.ticks = ticks;
        this.waitUntil = System.nanoTime() + rules.silence().toNanos() / FIRST_WORD;
    }

    /// What the list knows a token by. An id that is no UUID is on no list.
    static Optional<UUID> name(String tokenId) {
        try {
            return Optional.of(UUID.fromString(tokenId));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// @throws TokenRefused when it is dead, or nobody can tell
    void require(Optional<UUID> name) throws TokenRefused {
        boolean heard = isHeard();
        if (name.isPresent() && dead.containsKey(name.get())) {
            throw new TokenRefused(Reason.REVOKED, "the issuer took it back");
        }
        if (!heard && !rules.goesOn()) {
            throw new TokenRefused(
                    Reason.UNDECIDED, "nothing has been heard of revocations for too long");
        }
    }

    /// Whether the last word is recent enough, by both clocks: one may be set back, the other stands still while the
    /// machine sleeps.
    boolean isHeard() {
        if (last == null && !awaitFirst()) {
            return false;
        }
        Heard heard = last;
        return heard != null
                && ticks.getAsLong() - heard.tick() <= rules.silence().toNanos()
                && Duration.between(heard.at(), clock.instant()).compareTo(rules.silence()) <= 0;
    }

    /// @param list ids and the seconds in which they expire
    /// @throws Unreachable when there are more of them than are remembered, until enough have expired
    void add(Map<UUID, Long> list) throws Unreachable {
        if (dead.size() + list.size() > Math.min(sweepAt, rules.most())) {
            sweep();
        }
        if (dead.size() + list.size() > rules.most()) {
            String full =
                    "more than "
                            + rules.most()
                            + " tokens were revoked and have not expired; Revocations.remembering(…) raises this bound";
            LOG.log(Level.ERROR, full);
            throw new Unreachable(full);
        }
        dead.putAll(list);
    }

    /// Forgets what has expired; again when there are twice as many, so that a long list is not looked through with each
    /// of its parts.
    private void sweep() {
        long now = clock.instant().getEpochSecond();
        dead.values().removeIf(expiry -> expiry + AFTERLIFE_SECONDS < now);
        sweepAt = Math.max(FEW, 2 * dead.size());
    }

    /// The list was read to its end.
    void heard() {
        last = new Heard(clock.instant(), ticks.getAsLong());
        first.countDown();
    }

    private boolean awaitFirst() {
        try {
            return first.await(waitUntil - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
