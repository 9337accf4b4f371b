package dev.microauth.token;

import dev.microauth.jose.VerifiedToken;
import dev.microauth.key.Ring;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.user.UserId;
import java.util.Optional;

/// An access token that was verified and is live: signed by us, not expired, not revoked, its client and
/// user in good standing.
public final class LiveToken {
    private final TokenId id;
    private final Ring ring;
    private final VerifiedToken token;
    private final Optional<String> clientId;
    private final Optional<UserId> userId;
    private final ScopeSet scopes;

    LiveToken(TokenId id, VerifiedToken token, TokenStore.TokenRow row) {
        this.id = id;
        this.ring = row.ring();
        this.token = token;
        this.clientId = row.clientId().map(Object::toString);
        this.userId = row.userId();
        this.scopes = row.scopes();
    }

    public TokenId id() {
        return id;
    }

    public Ring ring() {
        return ring;
    }

    /// The token itself, with all its claims.
    public VerifiedToken token() {
        return token;
    }

    public String subject() {
        return token.subject();
    }

    public Optional<String> clientId() {
        return clientId;
    }

    /// The person it speaks for; empty for a client's own token.
    public Optional<UserId> userId() {
        return userId;
    }

    public ScopeSet scopes() {
        return scopes;
    }
}
