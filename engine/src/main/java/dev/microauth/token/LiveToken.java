package dev.microauth.token;

import dev.microauth.jose.VerifiedToken;
import dev.microauth.key.Ring;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.subject.SubjectId;
import dev.microauth.subject.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// An access token that was verified and is live: signed by us, not expired, not revoked, its client and
/// user in good standing.
public final class LiveToken {
    private final TokenId id;
    private final Ring ring;
    private final VerifiedToken token;
    private final Optional<String> clientId;
    private final Optional<SubjectId> subjectId;
    private final Optional<UUID> sessionId;
    private final ScopeSet scopes;
    private final List<String> userinfoClaims;
    private final Instant liveUntil;

    LiveToken(TokenId id, VerifiedToken token, TokenStore.TokenRow row) {
        this.id = id;
        this.ring = row.ring();
        this.token = token;
        this.clientId = row.clientId().map(Object::toString);
        this.subjectId = row.subjectId();
        this.sessionId = row.session();
        this.scopes = row.scopes();
        this.userinfoClaims = row.userinfoClaims();
        Instant end = token.expiresAt();
        this.liveUntil = row.sessionEnd().filter(end::isAfter).orElse(end);
    }

    /// When it ends at the latest, unless its session is used again.
    public Instant liveUntil() {
        return liveUntil;
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

    /// The person it speaks for, if it speaks for one.
    public Optional<UserId> userId() {
        return subjectId.flatMap(
                id -> id instanceof UserId user ? Optional.of(user) : Optional.empty());
    }

    /// The person or service account it speaks for; empty for a client's own token.
    public Optional<SubjectId> subjectId() {
        return subjectId;
    }

    /// The session that it was issued under; empty where nobody signed in.
    public Optional<UUID> sessionId() {
        return sessionId;
    }

    public ScopeSet scopes() {
        return scopes;
    }

    /// Claims that it opens at /userinfo besides those of its scopes.
    public List<String> userinfoClaims() {
        return userinfoClaims;
    }
}
