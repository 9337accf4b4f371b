package dev.microauth.token;

import dev.microauth.db.Database;
import dev.microauth.db.Tx;
import dev.microauth.jose.JwtVerifier;
import dev.microauth.jose.TokenRefused;
import dev.microauth.jose.VerifiedToken;
import dev.microauth.key.KeyRings;
import dev.microauth.key.Ring;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Access tokens after they were signed: stored, verified, looked up.
public final class AccessTokens {
    private final Database database;
    private final Rules rules;
    private final InstantSource clock;
    private final Map<Ring, JwtVerifier> verifiers = new EnumMap<>(Ring.class);

    /// What is done with tokens beside signing and storing them.
    ///
    /// @param cap empty where people may have as many as they like
    public record Rules(TokenWrapping wrapping, Optional<TokenCap> cap) {}

    public AccessTokens(
            Database database, KeyRings keys, Issuers issuers, Rules rules, InstantSource clock) {
        this.database = database;
        this.rules = rules;
        this.clock = clock;
        for (Ring ring : Ring.values()) {
            verifiers.put(
                    ring,
                    JwtVerifier.builder()
                            .keys(kid -> keys.ring(ring).find(kid))
                            .issuer(issuers.of(ring))
                            .type(TokenIssuer.TYPE)
                            .anyAudience()
                            .clock(clock)
                            .build());
        }
    }

    /// Part of the transaction that grants the token. `userinfo` names claims that it opens besides those of its scopes.
    public void store(Tx tx, AccessToken token, Lineage lineage, List<String> userinfo) {
        TokenStore.insert(tx, token, lineage, userinfo);
        rules.cap().ifPresent(cap -> cap.enforce(tx, token, clock.instant()));
    }

    /// Part of a change that takes a token back, by its `jti`.
    public static void revoke(Tx tx, UUID id, Instant now) {
        TokenStore.revoke(tx, new TokenId(id), now);
    }

    /// Part of a change that ends all tokens of somebody, after it was made: this one, which was live until then, goes on
    /// with its session and its own refresh family.
    public static void carryOver(Tx tx, TokenId id) {
        TokenStore.lift(tx, id);
    }

    /// The token, when it is live; empty for everything else, whatever the reason.
    public Optional<LiveToken> find(Ring ring, String compact) {
        return verify(ring, compact)
                .flatMap(token -> database.read(tx -> find(tx, ring, token)));
    }

    /// Part of a look at the database: the token that passed [#check], when it is live.
    public Optional<LiveToken> find(Tx tx, Ring ring, VerifiedToken token) {
        Instant now = clock.instant();
        return id(token)
                .flatMap(id ->
                        TokenStore.find(tx, id, now)
                                .filter(row -> row.isLive() && row.ring() == ring)
                                .map(row -> new LiveToken(id, token, row)));
    }

    /// Signature, type, issuer and time alone; says nothing of revocation.
    public VerifiedToken check(Ring ring, String compact) throws TokenRefused {
        var verifier = verifiers.get(ring);
        if (verifier == null) {
            throw new IllegalStateException("no verifier for ring " + ring);
        }
        return verifier.verify(rules.wrapping().unwrap(ring, compact));
    }

    Optional<VerifiedToken> verify(Ring ring, String compact) {
        try {
            return Optional.of(check(ring, compact));
        } catch (TokenRefused e) {
            return Optional.empty();
        }
    }

    static Optional<TokenId> id(VerifiedToken token) {
        return token.tokenId().flatMap(TokenId::parse);
    }
}
