package dev.microauth.token;

import dev.microauth.actor.Actor;
import dev.microauth.audit.Action;
import dev.microauth.audit.AuditEvent;
import dev.microauth.db.Database;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.subject.UserId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Access tokens of both rings by their ids, for whoever administers them. The tokens themselves are not kept.
public final class IssuedTokens {
    private static final int MOST = 500;

    private final Database database;
    private final RefreshTokens refreshTokens;
    private final InstantSource clock;

    public IssuedTokens(Database database, RefreshTokens refreshTokens, InstantSource clock) {
        this.database = database;
        this.refreshTokens = refreshTokens;
        this.clock = clock;
    }

    /// The live ones of a person, newest first, 500 at most.
    public List<IssuedToken> ofUser(UserId user) {
        Instant now = clock.instant();
        return database.read(tx -> TokenStore.live(tx, user, now, MOST));
    }

    /// Ends one by its `jti`, also while its client or its person may do nothing; throws [NotFound] when there is none, and when
    /// it has run out or was revoked before.
    public void revoke(Actor actor, TokenId id) {
        Instant now = clock.instant();
        database.write(tx -> {
            if (TokenStore.find(tx, id, now).filter(row -> now.isBefore(row.expiresAt())).isEmpty()
                    || !TokenStore.revoke(tx, id, now)) {
                throw new NotFound("access token", id.toString());
            }
            tx.record(AuditEvent.of(now, actor, Action.TOKEN_REVOKE).on("token", id.toString()));
            return true;
        });
    }

    /// Ends everything of a person on both rings: access tokens, families of refresh tokens, and codes that could be turned into
    /// some. Returns how many live access tokens ended.
    public int revokeAll(Actor actor, UserId user) {
        Instant now = clock.instant();
        return database.write(tx -> {
            int tokens = TokenStore.countLive(tx, user, now);
            int families = ClientTokens.revokeAll(tx, user, now);
            if (tokens + families > 0) {
                tx.record(
                        AuditEvent.of(now, actor, Action.TOKEN_REVOKE)
                                .on("user", user.toString())
                                .saying(tokens + " tokens, " + families + " refresh families"));
            }
            return tokens;
        });
    }

    /// Ends one with its refresh family and all that came from that; throws [NotFound] when it was not live.
    public void revokeWithFamily(Actor actor, TokenId id) {
        Instant now = clock.instant();
        database.write(tx -> {
            if (TokenStore.find(tx, id, now).filter(TokenStore.TokenRow::isLive).isEmpty()) {
                throw new NotFound("access token", id.toString());
            }
            var event = AuditEvent.of(now, actor, Action.TOKEN_REVOKE).on("token", id.toString());
            Optional<UUID> family = TokenStore.family(tx, id);
            family.ifPresent(whole -> refreshTokens.kill(tx, whole, now));
            TokenStore.revoke(tx, id, now);
            tx.record(
                    family.map(whole -> event.and("refresh-family", whole.toString()))
                            .orElse(event));
            return true;
        });
    }
}
