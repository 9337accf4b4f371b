package dev.microauth.jose;

import dev.microauth.jose.RemoteServer.Keys;
import dev.microauth.jose.TokenRefused.Reason;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The keys of a server elsewhere, kept for as long as it says; while it is out of reach, a while longer.
///
/// One thread asks at a time, and not again within ten seconds whatever the tokens name: strangers can send as many
/// unknown `kid`s as they like.
final class RemoteKeys implements KeySource {
    static final Duration AGAIN = Duration.ofSeconds(10);
    private static final long FIRST_SECONDS = 10;
    private static final long FURTHER_SECONDS = 1;
    private static final System.Logger LOG = System.getLogger(TokenVerifier.class.getName());

    private final RemoteServer server;
    private final Duration outage;
    private final InstantSource clock;
    private final ReentrantLock asking = new ReentrantLock();
    private final AtomicBoolean aside = new AtomicBoolean();
    private final AtomicReference<@Nullable Held> held = new AtomicReference<>();
    private volatile Instant askedAt = Instant.MIN;
    private volatile boolean failed;

    /// @param goodUntil when they are of no use any more, however long the server cannot be reached
    private record Held(JwkSet set, Instant at, Instant freshUntil, Instant goodUntil) {
        boolean isGood(Instant now) {
            return now.isBefore(goodUntil);
        }

        Held without(Set<String> published) {
            List<VerificationKey> left =
                    set.keys().stream().filter(key -> published.contains(key.keyId())).toList();
            return left.size() == set.keys().size()
                    ? this
                    : new Held(JwkSet.of(left), at, freshUntil, goodUntil);
        }

        /// A clock that was set back says nothing of age.
        boolean isFresh(Instant now) {
            return now.isBefore(freshUntil) && !now.isBefore(at);
        }
    }

    RemoteKeys(RemoteServer server, Duration outage, InstantSource clock) {
        this.server = server;
        this.outage = outage;
        this.clock = clock;
    }

    /// Sees to it that there are keys to judge by; those that have grown old are asked for in the background.
    void require() throws TokenRefused {
        Instant now = clock.instant();
        Held keys = held.get();
        if (keys == null || !keys.isGood(now)) {
            ask(FIRST_SECONDS);
            keys = held.get();
            if (keys == null || !keys.isGood(clock.instant())) {
                throw new TokenRefused(Reason.UNDECIDED, "the keys of the issuer are out of reach");
            }
        } else if (!keys.isFresh(now)) {
            askAside();
        }
    }

    /// The key that is held under this name, which nobody is asked for.
    Optional<VerificationKey> known(String kid) {
        Held keys = held.get();
        return keys == null ? Optional.empty() : keys.set().find(kid);
    }

    /// Whether this very key is held still.
    boolean holds(VerificationKey key) {
        Held keys = held.get();
        return keys != null && keys.set().find(key.keyId()).filter(same -> same == key).isPresent();
    }

    @Override
    public Optional<VerificationKey> find(String kid) {
        Optional<VerificationKey> known = known(kid);
        if (known.isPresent()) {
            return known;
        }
        ask(FURTHER_SECONDS);
        return known(kid);
    }

    /// Whether a key that is not known may be one of the server's all the same.
    boolean isInDoubt() {
        return failed || asking.isLocked();
    }

    /// Asks now, however short ago that was: for those who have a reason of their own.
    void renew() {
        asking.lock();
        try {
            fetch();
        } finally {
            asking.unlock();
        }
    }

    /// What the server says that it publishes now: others are worth nothing any more, new ones are asked for.
    void keepOnly(Set<String> published) {
        Held now = held.updateAndGet(keys -> keys == null ? null : keys.without(published));
        if (now != null && !published.stream().allMatch(kid -> now.set().find(kid).isPresent())) {
            askAside();
        }
    }

    private boolean isDue() {
        Duration since = Duration.between(askedAt, clock.instant());
        return since.isNegative() || since.compareTo(AGAIN) >= 0;
    }

    private void askAside() {
        if (isDue() && aside.compareAndSet(false, true)) {
            Thread.ofVirtual()
                    .name("microauth-keys")
                    .start(() -> {
                        try {
                            ask(FIRST_SECONDS);
                        } finally {
                            aside.set(false);
                        }
                    });
        }
    }

    /// Asks, or waits for whoever is asking.
    private void ask(long patience) {
        if (!isDue()) {
            return;
        }
        try {
            if (!asking.tryLock(patience, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            if (isDue()) {
                fetch();
            }
        } finally {
            asking.unlock();
        }
    }

    private void fetch() {
        try {
            Keys keys = server.keys();
            Instant now = clock.instant();
            held.updateAndGet(before ->
                    new Held(
                            merged(before, keys.set()),
                            now,
                            now.plus(keys.fresh()),
                            now.plus(keys.fresh()).plus(outage)));
            failed = false;
        } catch (Unreachable e) {
            failed = true;
            LOG.log(Level.WARNING, "the keys of the issuer are not to be had: " + e.getMessage());
        } finally {
            askedAt = clock.instant();
        }
    }

    /// A key that stays is the same object, so that what was verified with it need not be verified again.
    private static JwkSet merged(@Nullable Held before, JwkSet fresh) {
        if (before == null) {
            return fresh;
        }
        List<VerificationKey> keys =
                fresh.keys().stream()
                        .map(key ->
                                before.set()
                                        .find(key.keyId())
                                        .filter(same -> same.toJwk().equals(key.toJwk()))
                                        .orElse(key))
                        .toList();
        return JwkSet.of(keys);
    }
}
