package dev.microauth.key;

import dev.microauth.actor.Actor;
import dev.microauth.audit.Action;
import dev.microauth.audit.AuditEvent;
import dev.microauth.db.Database;
import dev.microauth.db.StorageException;
import dev.microauth.db.Tx;
import dev.microauth.jose.Algorithm;
import dev.microauth.jose.SigningKey;
import dev.microauth.problem.AuthException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Both rings, kept in memory and in the database.
public final class KeyRings {
    /// How long verifiers may cache the published keys: a key is published that long before it signs.
    public static final Duration PUBLISHED_BEFORE = Duration.ofHours(1);

    /// How long a retired key stays published: the longest life of a token, and the cache.
    public static final Duration PUBLISHED_AFTER = Duration.ofHours(26);

    /// Where private keys are sealed.
    public static final SealedColumn SEALED = new SealedSigningKeys();

    private static final Duration MADE_AFTER = Duration.ofMinutes(1);

    private final Database database;
    private final KeyStore store;
    private final DataKeys dataKeys;
    private final KeySchedule schedule;
    private final SigningDefaults defaults;
    private final InstantSource clock;
    private final LongAdder rotated = new LongAdder();
    private final ReentrantLock changing = new ReentrantLock();
    private volatile Map<Ring, KeyRing> rings = Map.of();
    private volatile boolean owed;
    private volatile Instant loadedAt = Instant.EPOCH;
    private volatile Actor maker = Actor.system("microauth");

    public KeyRings(
            Database database,
            DataKeys dataKeys,
            SigningDefaults defaults,
            KeySchedule schedule,
            InstantSource clock) {
        this.database = database;
        this.store = new KeyStore(dataKeys);
        this.dataKeys = dataKeys;
        this.defaults = defaults;
        this.schedule = schedule;
        this.clock = clock;
    }

    /// What is signed with where nobody asks for something else.
    public SigningDefaults defaults() {
        return defaults;
    }

    /// The keys of a ring. Never inside a transaction.
    public KeyRing ring(Ring ring) {
        if (owed && ring == Ring.AUTH) {
            signing(ring, defaults.accessToken());
            owed = false;
        }
        return loaded(ring);
    }

    private KeyRing loaded(Ring ring) {
        var known = rings.get(ring);
        if (known == null) {
            throw new AuthException.Closed();
        }
        return known;
    }

    /// The key that signs now; one that was not made yet is made, which takes a second for RSA. Never inside a
    /// transaction.
    public SigningKey signing(Ring ring, Algorithm algorithm) {
        return loaded(ring)
                .find(algorithm, KeyState.CURRENT)
                .orElseGet(() -> alone(() -> first(ring, algorithm)))
                .key();
    }

    /// Loads the rings. A key that is missing is made when somebody first asks for it, or a minute later by [#maintain]; that
    /// of access tokens, where it is quick to make, when somebody looks into its ring.
    public void loadOnDemand(Actor actor) {
        reload();
        maker = actor;
        loadedAt = clock.instant();
        owed = defaults.accessToken() != Algorithm.RS256;
    }

    /// The first key of an algorithm, unless somebody was faster.
    private RingKey first(Ring ring, Algorithm algorithm) {
        return loaded(ring)
                .find(algorithm, KeyState.CURRENT)
                .orElseGet(() -> {
                    Instant now = clock.instant();
                    RingKey key = fresh(ring, algorithm, KeyState.CURRENT, now);
                    storing(tx -> {
                        if (!store.isSigning(tx, ring, algorithm.name())) {
                            insert(tx, key, maker, now);
                        }
                        return true;
                    });
                    return loaded(ring).find(algorithm, KeyState.CURRENT).orElseThrow();
                });
    }

    /// Lets go of the keys: nothing is signed any more.
    public void forget() {
        rings = Map.of();
    }

    /// Loads the rings and makes the keys that are missing, each on a thread of its own: RSA takes long.
    public void load(Actor actor) {
        maker = actor;
        reload();
        Instant now = clock.instant();
        var missing = new ArrayList<CompletableFuture<RingKey>>();
        for (Ring ring : Ring.values()) {
            for (Algorithm algorithm : ring.algorithms()) {
                if (loaded(ring).find(algorithm, KeyState.CURRENT).isEmpty()) {
                    missing.add(
                            CompletableFuture.supplyAsync(
                                    () -> fresh(ring, algorithm, KeyState.CURRENT, now),
                                    Thread.ofPlatform().daemon().name("microauth-keys")::start));
                }
            }
        }
        if (!missing.isEmpty()) {
            var keys = missing.stream().map(CompletableFuture::join).toList();
            storing(tx -> {
                keys.forEach(key -> insert(tx, key, actor, now));
                return keys.size();
            });
        }
    }

    /// Replaces the signing key of a ring at once: by the published next key when there is one, else by a
    /// new one. The old key goes on verifying what it signed.
    public RingKey rotate(Ring ring, Algorithm algorithm, Actor actor) {
        return alone(() -> replace(ring, algorithm, actor));
    }

    /// The same for every algorithm of a ring.
    public List<RingKey> rotate(Ring ring, Actor actor) {
        return ring.algorithms().stream().map(algorithm -> rotate(ring, algorithm, actor)).toList();
    }

    private RingKey replace(Ring ring, Algorithm algorithm, Actor actor) {
        Instant now = clock.instant();
        RingKey successor = successor(ring, algorithm, now);
        storing(tx -> {
            succeed(tx, successor, now);
            tx.record(
                    AuditEvent.of(now, actor, Action.KEY_ROTATE)
                            .on("key", successor.key().keyId())
                            .saying(ring.label() + " " + algorithm));
            return true;
        });
        rotated.increment();
        return loaded(ring).find(algorithm, KeyState.CURRENT).orElseThrow();
    }

    private RingKey successor(Ring ring, Algorithm algorithm, Instant now) {
        return loaded(ring)
                .find(algorithm, KeyState.NEXT)
                .orElseGet(() -> fresh(ring, algorithm, KeyState.CURRENT, now));
    }

    /// Lets a key sign instead of the one that does now.
    private void succeed(Tx tx, RingKey successor, Instant now) {
        store.retire(tx, successor.ring(), successor.key().algorithm().name(), now);
        if (successor.state() == KeyState.CURRENT) {
            store.insert(tx, successor);
        } else if (!store.activate(tx, successor.key().keyId(), now)) {
            throw new IllegalStateException("another rotation was faster");
        }
    }

    /// The key with this id, in whichever ring it is.
    public Optional<RingKey> find(String kid) {
        return Stream.of(Ring.values())
                .flatMap(ring -> loaded(ring).keys().stream())
                .filter(each -> each.key().keyId().equals(kid))
                .findFirst();
    }

    /// Takes a key out of its ring at once: nothing it signed verifies any more. The key that signs is replaced in
    /// the same act. False when there is no such key.
    public boolean drop(String kid, Actor actor) {
        return alone(() ->
                find(kid).or(() -> reloaded(kid)).filter(key -> remove(key, actor)).isPresent());
    }

    /// Another node may have made it.
    private Optional<RingKey> reloaded(String kid) {
        reload();
        return find(kid);
    }

    private boolean remove(RingKey key, Actor actor) {
        Instant now = clock.instant();
        Optional<RingKey> successor =
                key.state() == KeyState.CURRENT
                        ? Optional.of(successor(key.ring(), key.key().algorithm(), now))
                        : Optional.empty();
        String replaced = successor.map(other -> ", replaced by " + other.key().keyId()).orElse("");
        return storing(tx -> {
            successor.ifPresent(other -> succeed(tx, other, now));
            return delete(tx, key, actor, replaced);
        });
    }

    /// One change of the rings at a time.
    private <T> T alone(Supplier<T> change) {
        changing.lock();
        try {
            return change.get();
        } finally {
            changing.unlock();
        }
    }

    /// What the schedule asks for now: publish a next key, let it sign, forget a retired one.
    public void maintain(Actor actor) {
        changing.lock();
        try {
            followSchedule(actor);
        } finally {
            changing.unlock();
        }
    }

    private void followSchedule(Actor actor) {
        Instant now = clock.instant();
        for (Ring ring : Ring.values()) {
            ring.algorithms().forEach(algorithm -> maintain(ring, algorithm, actor, now));
            for (RingKey key : overdue(loaded(ring), now)) {
                storing(tx -> delete(tx, key, actor, ", its time is over"));
            }
        }
        reload();
    }

    /// Retired keys of which nothing can be alive any more, without the newest ones that are to stay.
    private List<RingKey> overdue(KeyRing ring, Instant now) {
        return ring.ring().algorithms().stream()
                .flatMap(algorithm ->
                        ring.keys().stream()
                                .filter(key -> key.key().algorithm() == algorithm)
                                .filter(key -> key.retiredAt().isPresent())
                                .sorted(Comparator.comparing(KeyRings::retirement).reversed())
                                .skip(schedule.oldKept()))
                .filter(key -> retirement(key).plus(PUBLISHED_AFTER).isBefore(now))
                .toList();
    }

    private static Instant retirement(RingKey key) {
        return key.retiredAt().orElseThrow();
    }

    /// The latest rotation of any key, and the first that is due.
    KeyMetrics.Rotations rotations() {
        List<Instant> begun =
                Stream.of(Ring.values())
                        .flatMap(ring -> loaded(ring).keys().stream())
                        .filter(key -> key.state() == KeyState.CURRENT)
                        .flatMap(key -> key.activatedAt().stream())
                        .sorted()
                        .toList();
        // Keys are made on demand; one that comes now is due a whole turn from now.
        Instant now = clock.instant();
        return new KeyMetrics.Rotations(
                rotated.sum(),
                begun.isEmpty() ? now : begun.getLast(),
                (begun.isEmpty() ? now : begun.getFirst()).plus(schedule.rotation()));
    }

    /// A change of the rings, which they take over whatever the caller is told of it: a key that was dropped must not go
    /// on signing.
    private <T> T storing(Database.Work<T> change) {
        try {
            return dataKeys.storing(() -> database.write(change));
        } finally {
            reload();
        }
    }

    private void maintain(Ring ring, Algorithm algorithm, Actor actor, Instant now) {
        // An application that opens and closes at once does not wait for keys that nobody asked
        // for.
        if (loaded(ring).find(algorithm, KeyState.CURRENT).isEmpty()) {
            if (!now.isBefore(loadedAt.plus(MADE_AFTER))) {
                first(ring, algorithm);
            }
            return;
        }
        Instant due =
                loaded(ring)
                        .find(algorithm, KeyState.CURRENT)
                        .flatMap(RingKey::activatedAt)
                        .orElse(now)
                        .plus(schedule.rotation());
        Optional<RingKey> next = loaded(ring).find(algorithm, KeyState.NEXT);
        if (next.isEmpty() && !now.isBefore(due.minus(PUBLISHED_BEFORE))) {
            RingKey key = fresh(ring, algorithm, KeyState.NEXT, now);
            storing(tx -> {
                insert(tx, key, actor, now);
                return true;
            });
        } else if (!now.isBefore(due)
                && next.filter(key -> !key.createdAt().plus(PUBLISHED_BEFORE).isAfter(now))
                        .isPresent()) {
            rotate(ring, algorithm, actor);
        }
    }

    private void insert(Tx tx, RingKey key, Actor actor, Instant now) {
        store.insert(tx, key);
        tx.record(
                AuditEvent.of(now, actor, Action.KEY_CREATE)
                        .on("key", key.key().keyId())
                        .saying(told(key)));
    }

    private boolean delete(Tx tx, RingKey key, Actor actor, String why) {
        boolean deleted = store.delete(tx, key.key().keyId());
        if (deleted) {
            tx.record(
                    AuditEvent.of(clock.instant(), actor, Action.KEY_DROP)
                            .on("key", key.key().keyId())
                            .saying(told(key) + why));
        }
        return deleted;
    }

    private static String told(RingKey key) {
        return key.ring().label() + " " + key.key().algorithm() + " " + key.state().label();
    }

    private static RingKey fresh(Ring ring, Algorithm algorithm, KeyState state, Instant now) {
        Optional<Instant> activated =
                state == KeyState.CURRENT ? Optional.of(now) : Optional.empty();
        return new RingKey(
                ring, SigningKey.generate(algorithm), state, now, activated, Optional.empty());
    }

    /// An interrupt is for what the caller does next.
    private synchronized void reload() {
        boolean interrupted = Thread.interrupted();
        try {
            rings = dataKeys.opening(this::stored, this::stored);
        } catch (StorageException.Unavailable e) {
            if (!Thread.interrupted()) {
                throw e;
            }
            interrupted = true;
            rings = dataKeys.opening(this::stored, this::stored);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Map<Ring, KeyRing> stored() {
        return database.read(tx -> {
            var loaded = new EnumMap<Ring, KeyRing>(Ring.class);
            for (Ring ring : Ring.values()) {
                List<RingKey> keys = store.list(tx, ring);
                loaded.put(ring, new KeyRing(ring, keys));
            }
            return Map.copyOf(loaded);
        });
    }
}
