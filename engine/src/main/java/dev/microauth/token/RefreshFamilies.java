package dev.microauth.token;

import dev.microauth.actor.Actor;
import dev.microauth.audit.Action;
import dev.microauth.audit.AuditEvent;
import dev.microauth.db.Database;
import dev.microauth.page.Page;
import dev.microauth.page.PageRequest;
import dev.microauth.problem.AuthException.NotFound;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/// Families of refresh tokens of both rings, for whoever administers them.
public final class RefreshFamilies {
    private final Database database;
    private final RefreshTokens refreshTokens;
    private final InstantSource clock;

    public RefreshFamilies(Database database, RefreshTokens refreshTokens, InstantSource clock) {
        this.database = database;
        this.refreshTokens = refreshTokens;
        this.clock = clock;
    }

    /// Those that can still be used, newest first.
    public Page<LiveFamily> list(PageRequest request, FamilyFilter filter) {
        Instant now = clock.instant();
        return database.read(tx -> FamilyStore.page(tx, request, filter, now));
    }

    /// Throws [NotFound] when there is none that can still be used.
    public LiveFamily get(UUID id) {
        Instant now = clock.instant();
        return database.read(tx -> FamilyStore.find(tx, id, now)).orElseThrow(() -> notFound(id));
    }

    public long count() {
        Instant now = clock.instant();
        return database.read(tx -> FamilyStore.count(tx, now));
    }

    /// Ends a family with every access token that came from it; throws [NotFound] when it had ended before.
    public void revoke(Actor actor, UUID id) {
        Instant now = clock.instant();
        database.write(tx -> {
            LiveFamily live = FamilyStore.find(tx, id, now).orElseThrow(() -> notFound(id));
            if (!refreshTokens.kill(tx, id, now)) {
                throw notFound(id);
            }
            tx.record(
                    AuditEvent.of(now, actor, Action.TOKEN_REVOKE)
                            .on("refresh-family", id.toString())
                            .and("user", live.userId().toString()));
            return true;
        });
    }

    /// Removes the rows of families that have run out; returns how many went.
    public long purgeExpired(Actor actor) {
        Instant now = clock.instant();
        return database.writeBatches((tx, most) -> {
            int removed = FamilyStore.purge(tx, now, most);
            if (removed > 0) {
                tx.record(
                        AuditEvent.of(now, actor, Action.TOKEN_PURGE)
                                .saying(removed + " expired refresh families"));
            }
            return removed;
        });
    }

    private static NotFound notFound(UUID id) {
        return new NotFound("refresh token", id.toString());
    }
}
