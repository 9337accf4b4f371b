package dev.microauth.code;

import dev.microauth.oauth.ScopeSet;
import dev.microauth.subject.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A code that was good and is used up now; only this package makes one.
public final class RedeemedCode {
    private final byte[] hash;
    private final UserId user;
    private final UUID session;
    private final ScopeSet scopes;
    private final Optional<String> nonce;
    private final List<String> idTokenClaims;
    private final List<String> userinfoClaims;
    private final Instant authTime;
    private final List<String> methods;
    private final long generation;

    RedeemedCode(
            byte[] hash,
            UserId user,
            UUID session,
            ScopeSet scopes,
            Optional<String> nonce,
            List<String> idTokenClaims,
            List<String> userinfoClaims,
            Instant authTime,
            List<String> methods,
            long generation) {
        this.hash = hash.clone();
        this.user = user;
        this.session = session;
        this.scopes = scopes;
        this.nonce = nonce;
        this.idTokenClaims = List.copyOf(idTokenClaims);
        this.userinfoClaims = List.copyOf(userinfoClaims);
        this.authTime = authTime;
        this.methods = List.copyOf(methods);
        this.generation = generation;
    }

    byte[] hash() {
        return hash.clone();
    }

    public UserId user() {
        return user;
    }

    public UUID session() {
        return session;
    }

    public ScopeSet scopes() {
        return scopes;
    }

    public Optional<String> nonce() {
        return nonce;
    }

    public List<String> idTokenClaims() {
        return idTokenClaims;
    }

    public List<String> userinfoClaims() {
        return userinfoClaims;
    }

    public Instant authTime() {
        return authTime;
    }

    public List<String> methods() {
        return methods;
    }

    public long generation() {
        return generation;
    }
}
