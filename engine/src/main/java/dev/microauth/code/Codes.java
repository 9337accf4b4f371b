package dev.microauth.code;

import dev.microauth.actor.Origin;
import dev.microauth.db.Database;
import dev.microauth.db.Tx;
import dev.microauth.key.Ring;
import dev.microauth.secret.Randomness;
import dev.microauth.secret.Secret;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/// Codes, kept as hashes. One statement decides who was first.
public final class Codes {
    private final Database database;
    private final Randomness randomness;
    private final InstantSource clock;

    public Codes(Database database, Randomness randomness, InstantSource clock) {
        this.database = database;
        this.randomness = randomness;
        this.clock = clock;
    }

    /// Part of the transaction that answers an authorization request.
    public Secret issue(Tx tx, NewCode code, Instant now) {
        throw new UnsupportedOperationException("to come");
    }

    /// What a client shows to have a code redeemed. `client` is empty on the admin ring.
    public record Presented(
            String code,
            Ring ring,
            Optional<UUID> client,
            String clientId,
            Optional<String> redirectUri,
            Optional<String> verifier) {}

    /// Uses a code up; it is gone then even if what came with it was wrong. One that was used before takes back what
    /// it gave. Throws [dev.microauth.oauth.OAuthRefusal] `invalid_grant`, alike for every reason.
    public RedeemedCode redeem(Presented presented, Origin origin) {
        throw new UnsupportedOperationException("to come");
    }

    /// Part of the transaction that stores what the code gave; false when somebody showed the code again meanwhile,
    /// and nothing may be given.
    public boolean gave(Tx tx, RedeemedCode code, UUID jti, Optional<UUID> family) {
        throw new UnsupportedOperationException("to come");
    }

    /// Removes what has expired long ago.
    public void purge() {
        throw new UnsupportedOperationException("to come");
    }
}
