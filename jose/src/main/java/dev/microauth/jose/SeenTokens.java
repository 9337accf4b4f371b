package dev.microauth.jose;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Tokens that passed every check, so that their signature need not be looked at with each request. Strangers cannot
/// fill it; when it is full, what was not asked for lately goes.
final class SeenTokens {
    private final int half;
    private final ReentrantLock turning = new ReentrantLock();
    private volatile Map<String, Seen> young = new ConcurrentHashMap<>();
    private volatile Map<String, Seen> old = Map.of();

    /// @param key what it was verified with
    /// @param name what a revocation would call it
    record Seen(AuthUser user, VerificationKey key, Optional<UUID> name) {}

    /// @param most how many are kept; none for 0
    SeenTokens(int most) {
        this.half = most / 2;
    }

    @Nullable Seen find(String compact) {
        Seen seen = young.get(compact);
        if (seen == null) {
            seen = old.get(compact);
            if (seen != null) {
                add(compact, seen);
            }
        }
        return seen;
    }

    void add(String compact, Seen seen) {
        if (half == 0) {
            return;
        }
        young.put(compact, seen);
        if (young.size() >= half && turning.tryLock()) {
            try {
                if (young.size() >= half) {
                    old = young;
                    young = new ConcurrentHashMap<>();
                }
            } finally {
                turning.unlock();
            }
        }
    }
}
