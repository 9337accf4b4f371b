package dev.microauth.jose;

import dev.microauth.jose.TokenRefused.Reason;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The tokens that a server has said are dead, until they would have expired anyway.
final class RevokedTokens {
    // Who starts waits for the first word, for this part of the silence that is borne, and no longer.
    private static final int FIRST_WORD = 10;
    // Some twenty megabytes; a server that names more is not to be followed.
    private static final int MOST = 200_000;
    // The tolerance of clocks is five minutes at most.
    private static final long AFTERLIFE_SECONDS = 600;

    private final Revocations rules;
    private final InstantSource clock;
    private final long waitUntil;
    private final CountDownLatch first = new CountDownLatch(1);
    private final Map<String, Long> dead = new ConcurrentHashMap<>();
    private volatile @Nullable Instant heardAt;

    RevokedTokens(Revocations rules, InstantSource clock) {
        this.rules = rules;
        this.clock = clock;
        this.waitUntil = System.nanoTime() + rules.silence().toNanos() / FIRST_WORD;
    }

    /// What the list calls a token: the sixteen bytes of its id. One that is no UUID is on no list, and keeps its name.
    static String name(String tokenId) {
        try {
            UUID id = UUID.fromString(tokenId);
            return Base64Url.encode(
                    ByteBuffer.allocate(16)
                            .putLong(id.getMostSignificantBits())
                            .putLong(id.getLeastSignificantBits())
                            .array());
        } catch (IllegalArgumentException e) {
            return tokenId;
        }
    }

    /// @throws TokenRefused when it is dead, or nobody can tell
    void require(String name) throws TokenRefused {
        boolean heard = isHeard();
        if (dead.containsKey(name)) {
            throw new TokenRefused(Reason.REVOKED, "the issuer took it back");
        }
        if (!heard && !rules.goesOn()) {
            throw new TokenRefused(
                    Reason.UNDECIDED, "nothing has been heard of revocations for too long");
        }
    }

    /// Whether the last word is recent enough.
    boolean isHeard() {
        if (heardAt == null) {
            awaitFirst();
        }
        Instant at = heardAt;
        return at != null && Duration.between(at, clock.instant()).compareTo(rules.silence()) <= 0;
    }

    /// @param list names and the seconds in which they expire
    /// @throws Unreachable when there are too many of them
    void add(Map<String, Long> list) throws Unreachable {
        long now = clock.instant().getEpochSecond();
        if (!list.isEmpty()) {
            dead.values().removeIf(expiry -> expiry + AFTERLIFE_SECONDS < now);
        }
        if (dead.size() + list.size() > MOST) {
            throw new Unreachable("more tokens were revoked than can be remembered");
        }
        dead.putAll(list);
    }

    /// The list was read to its end.
    void heard() {
        heardAt = clock.instant();
        first.countDown();
    }

    private void awaitFirst() {
        try {
            var _unused = first.await(waitUntil - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
