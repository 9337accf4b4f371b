package dev.microauth.jose;

import dev.microauth.jose.RemoteServer.Keys;
import dev.microauth.jose.TokenRefused.Reason;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
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
///
/// What the list of revocations said last of the keys in force stands above every set of keys: a set may come out of a
/// cache that has not heard yet.
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
    private volatile @Nullable Told told;
    private volatile Instant askedAt = Instant.MIN;
    private volatile boolean failed;

    /// @param goodUntil when they are of no use any more, however long the server cannot be reached
    private record Held(JwkSet set, Instant at, Instant freshUntil, Instant goodUntil) {
        boolean isGood(Instant now) {
            return now.isBefore(goodUntil);
        }

        /// A clock that was set back says nothing of age.
        boolean isFresh(Instant now) {
            return now.isBefore(freshUntil) && !now.isBefore(at);
        }
    }

    /// What the list of revocations said of keys.
    ///
    /// @param withdrawn what was good before, and is not again until the list names it anew
    /// @param until when the list has been silent for so long that a key which it never named may be a new one
    private record Told(Set<String> published, Set<String> withdrawn, Instant until) {
        boolean admits(String kid, Instant now) {
            return published.contains(kid) || (!withdrawn.contains(kid) && !now.isBefore(until));
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
            ask(FIRST_SECONDS, false);
            keys = held.get();
            if (keys == null || !keys.isGood(clock.instant())) {
                throw new TokenRefused(Reason.UNDECIDED, "the keys of the issuer are out of reach");
            }
        } else if (!keys.isFresh(now)) {
            askAside(false);
        }
    }

    /// The key that is held under this name, which nobody is asked for.
    Optional<VerificationKey> known(String kid) {
        Optional<VerificationKey> key = fetched(kid);
        return key.isPresent() && isAdmitted(kid) ? key : Optional.empty();
    }

    /// Whether this very key is held still.
    boolean holds(VerificationKey key) {
        Optional<VerificationKey> known = known(key.keyId());
        return known.isPresent() && known.get() == key;
    }

    /// The key that may have signed the list itself: a new one, too, of which only that very answer tells.
    Optional<VerificationKey> ofList(String kid) {
        Told last = told;
        return last != null && last.withdrawn().contains(kid) ? Optional.empty() : fetched(kid);
    }

    private Optional<VerificationKey> fetched(String kid) {
        Held keys = held.get();
        return keys == null ? Optional.empty() : keys.set().find(kid);
    }

    private boolean isAdmitted(String kid) {
        Told last = told;
        return last == null || last.admits(kid, clock.instant());
    }

    @Override
    public Optional<VerificationKey> find(String kid) {
        Optional<VerificationKey> known = known(kid);
        if (known.isPresent()) {
            return known;
        }
        ask(FURTHER_SECONDS, true);
        return known(kid);
    }

    /// Whether a key that is not known may be one of the server's all the same.
    boolean isInDoubt() {
        return failed || asking.isLocked() || awaitsWord();
    }

    /// Whether a key was published that the list has not named yet.
    private boolean awaitsWord() {
        Held keys = held.get();
        Told last = told;
        return keys != null
                && last != null
                && keys.set().keys().stream()
                        .map(VerificationKey::keyId)
                        .anyMatch(kid ->
                                !last.withdrawn().contains(kid)
                                        && !last.admits(kid, clock.instant()));
    }

    /// Asks now, however short ago that was: for those who have a reason of their own.
    void renew() {
        asking.lock();
        try {
            fetch(true);
        } finally {
            asking.unlock();
        }
    }

    /// What the server says that it publishes now: others are worth nothing any more, whoever still serves them; new ones
    /// are asked for.
    ///
    /// @param silence for how long no other key counts unless the server speaks again
    void keepOnly(Set<String> published, Duration silence) {
        Instant now = clock.instant();
        told = new Told(published, withdrawn(told, published, now), now.plus(silence));
        Held keys = held.get();
        if (keys != null && !published.stream().allMatch(kid -> keys.set().find(kid).isPresent())) {
            askAside(true);
        }
    }

    /// What counted until now, and what did not even then, less what is published.
    private Set<String> withdrawn(@Nullable Told last, Set<String> published, Instant now) {
        Set<String> withdrawn = new HashSet<>();
        if (last != null) {
            withdrawn.addAll(last.withdrawn());
            withdrawn.addAll(last.published());
        }
        Held keys = held.get();
        if (keys != null) {
            keys.set().keys().stream()
                    .map(VerificationKey::keyId)
                    .filter(kid -> last == null || last.admits(kid, now))
                    .forEach(withdrawn::add);
        }
        withdrawn.removeAll(published);
        return Set.copyOf(withdrawn);
    }

    private boolean isDue() {
        Duration since = Duration.between(askedAt, clock.instant());
        return since.isNegative() || since.compareTo(AGAIN) >= 0;
    }

    private void askAside(boolean anew) {
        if (isDue() && aside.compareAndSet(false, true)) {
            Thread.ofVirtual()
                    .name("microauth-keys")
                    .start(() -> {
                        try {
                            ask(FIRST_SECONDS, anew);
                        } finally {
                            aside.set(false);
                        }
                    });
        }
    }

    /// Asks, or waits for whoever is asking.
    ///
    /// @param anew past every cache: by who knows that the set has changed, or thinks so
    private void ask(long patience, boolean anew) {
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
                fetch(anew);
            }
        } finally {
            asking.unlock();
        }
    }

    private void fetch(boolean anew) {
        try {
            Keys keys = server.keys(anew);
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
