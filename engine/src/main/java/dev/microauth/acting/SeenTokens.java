package dev.microauth.acting;

import static dev.microauth.db.Remembered.existing;

import dev.microauth.access.Rights;
import dev.microauth.db.Database;
import dev.microauth.db.Remembered;
import dev.microauth.db.Tx;
import dev.microauth.jose.AuthUser;
import dev.microauth.jose.TokenRefused;
import dev.microauth.jose.TokenRefused.Reason;
import dev.microauth.jose.VerifiedToken;
import dev.microauth.key.KeyRings;
import dev.microauth.key.Ring;
import dev.microauth.token.AccessTokens;
import dev.microauth.token.LiveToken;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Access tokens of the auth ring that were seen before: one is answered from memory until a commit could have killed it or
/// changed what its owner may do, and after that without looking at its signature again. One for each engine; applications reach it by [ActingTokens#verify].
///
/// ```java runnable
/// AuthUser first = auth.tokens().verify(bearer);
/// AuthUser again = auth.tokens().verify(bearer);
/// System.out.println(first == again);
/// ```
public final class SeenTokens {
    private static final int MOST = 20_000;

    private final AccessTokens accessTokens;
    private final KeyRings keys;
    private final InstantSource clock;
    private final Remembered<String, Seen> live;
    private final Map<String, VerifiedToken> signed = new ConcurrentHashMap<>();

    public SeenTokens(
            Database database, AccessTokens accessTokens, KeyRings keys, InstantSource clock) {
        this.accessTokens = accessTokens;
        this.keys = keys;
        this.clock = clock;
        // What is added to these tables ends no token, and gives nobody a permission.
        this.live =
                database.remember(
                        MOST,
                        existing("tokens"),
                        existing("refresh_families"),
                        existing("sessions"),
                        existing("clients"),
                        existing("users"),
                        existing("service_accounts"),
                        existing("subjects"),
                        existing("roles"),
                        existing("permissions"),
                        "role_permissions",
                        "subject_roles");
    }

    private record Seen(AuthUser user, Instant until) {}

    /// @param audiences one of these has to be in `aud`
    AuthUser verify(String compact, Set<String> audiences) throws TokenRefused {
        Optional<Seen> seen = live.recall(compact);
        if (seen.isPresent() && isGood(seen.get())) {
            requireAudience(seen.get().user().token(), audiences);
            return seen.get().user();
        }
        VerifiedToken token = signed(compact);
        requireAudience(token, audiences);
        Seen found =
                live.find(compact, tx -> read(tx, token))
                        .filter(this::isGood)
                        .orElseThrow(() ->
                                new TokenRefused(Reason.REVOKED, "revoked, or its owner is out"));
        return found.user();
    }

    // RFC 9068 §4: what was made for somebody else opens nothing here.
    private static void requireAudience(VerifiedToken token, Set<String> audiences)
            throws TokenRefused {
        if (token.audience().stream().noneMatch(audiences::contains)) {
            throw new TokenRefused(
                    Reason.WRONG_AUDIENCE,
                    "\"aud\" names none of " + audiences + ": see tokens().forAudience(…)");
        }
    }

    /// A key that was dropped lets no token live that it signed; the ring in memory is asked each time.
    private boolean isGood(Seen seen) {
        return clock.instant().isBefore(seen.until())
                && keys.ring(Ring.AUTH).find(seen.user().token().keyId()).isPresent();
    }

    private VerifiedToken signed(String compact) throws TokenRefused {
        VerifiedToken known = signed.get(compact);
        if (known != null
                && clock.instant().isBefore(known.expiresAt())
                && keys.ring(Ring.AUTH).find(known.keyId()).isPresent()) {
            return known;
        }
        VerifiedToken token = accessTokens.check(Ring.AUTH, compact);
        if (signed.size() >= MOST) {
            signed.clear();
        }
        signed.put(compact, token);
        return token;
    }

    private Optional<Seen> read(Tx tx, VerifiedToken token) {
        return accessTokens.find(tx, Ring.AUTH, token).map(found -> seen(tx, found));
    }

    private static Seen seen(Tx tx, LiveToken token) {
        Set<String> permissions =
                token.subjectId().map(subject -> Rights.of(tx, subject)).orElse(Set.of());
        return new Seen(AuthUser.of(token.token(), permissions), token.liveUntil());
    }
}
