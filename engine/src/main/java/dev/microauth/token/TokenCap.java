package dev.microauth.token;

import dev.microauth.actor.Actor;
import dev.microauth.audit.Action;
import dev.microauth.audit.AuditEvent;
import dev.microauth.db.Tx;
import dev.microauth.key.Ring;
import dev.microauth.subject.UserId;
import java.time.Instant;

/// How many live access tokens of the auth ring one person may have: with one more, the oldest is revoked in the same
/// transaction.
///
/// @param actor in whose name that is done
public record TokenCap(int most, Actor actor) {
    /// @throws IllegalArgumentException for less than one
    public TokenCap {
        if (most < 1) {
            throw new IllegalArgumentException("everybody may have one live token at least");
        }
    }

    /// After this one was stored.
    void enforce(Tx tx, AccessToken fresh, Instant now) {
        if (fresh.ring() == Ring.AUTH && fresh.subject() instanceof Subject.OfUser user) {
            enforce(tx, user.id(), fresh.id(), now);
        }
    }

    private void enforce(Tx tx, UserId user, TokenId fresh, Instant now) {
        // Two nodes that issue for one person at once would each overlook the other's token.
        tx.update("update users set is_active = is_active where id = ?", user.value());
        for (TokenId old : TokenStore.beyond(tx, user, fresh, most - 1, now)) {
            if (TokenStore.revoke(tx, old, now)) {
                tx.record(
                        AuditEvent.of(now, actor, Action.TOKEN_REVOKE)
                                .on("token", old.toString())
                                .and("user", user.toString())
                                .saying("the oldest of more than " + most + " live tokens"));
            }
        }
    }
}
