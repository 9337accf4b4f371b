package dev.microauth.acting;

import dev.microauth.access.Access;
import dev.microauth.actor.Actor;
import dev.microauth.jose.AccessVerifier;
import dev.microauth.jose.AuthUser;
import dev.microauth.jose.TokenRefused;
import dev.microauth.token.AccessTokens;
import dev.microauth.token.IssuedTokens;

/// Access tokens of the auth ring.
public final class ActingTokens implements AccessVerifier {
    private final AccessTokens accessTokens;
    private final Access access;
    private final IssuedTokens issued;
    private final Actor actor;

    public ActingTokens(
            AccessTokens accessTokens, Access access, IssuedTokens issued, Actor actor) {
        this.accessTokens = accessTokens;
        this.access = access;
        this.issued = issued;
        this.actor = actor;
    }

    @Override
    public AuthUser verify(String compact) throws TokenRefused {
        throw new UnsupportedOperationException(
                "to come " + accessTokens + access + issued + actor);
    }

    @Override
    public boolean knowsPermissions() {
        return true;
    }
}
