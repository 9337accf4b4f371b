package dev.microauth.token;

import dev.microauth.client.Client;
import dev.microauth.jose.Algorithm;
import dev.microauth.key.KeyRings;
import dev.microauth.key.Ring;
import dev.microauth.oauth.Assurance;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.secret.Randomness;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Makes access tokens: claims, signature, and nothing stored yet.
public final class TokenIssuer {
    /// RFC 9068 §2.1: the type that keeps an access token from passing as anything else.
    static final String TYPE = "at+jwt";

    private final KeyRings keys;
    private final Issuers issuers;
    private final Lifetimes lifetimes;
    private final TokenWrapping wrapping;
    private final Randomness randomness;

    public TokenIssuer(
            KeyRings keys,
            Issuers issuers,
            Lifetimes lifetimes,
            TokenWrapping wrapping,
            Randomness randomness) {
        this.wrapping = wrapping;
        this.keys = keys;
        this.issuers = issuers;
        this.lifetimes = lifetimes;
        this.randomness = randomness;
    }

    /// Signs a token; slow, so never inside a transaction.
    public AccessToken sign(
            Ring ring, Subject subject, Optional<Client> client, ScopeSet scopes, Instant now) {
        Instant issuedAt = now.truncatedTo(ChronoUnit.SECONDS);
        Instant expiresAt = issuedAt.plus(lifetimes.accessToken(ring, client));
        var id = new TokenId(randomness.id(now));
        String issuer = issuers.of(ring);

        // RFC 9068 §2.2.
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", issuer);
        claims.put("sub", subject.name());
        claims.put("aud", client.flatMap(Client::audience).orElse(issuer));
        claims.put("exp", expiresAt.getEpochSecond());
        claims.put("iat", issuedAt.getEpochSecond());
        claims.put("jti", id.toString());
        client.ifPresent(known -> claims.put("client_id", known.clientId().value()));
        claims.put("scope", scopes.toString());
        switch (subject) {
            case Subject.OfClient _ -> {}
            case Subject.OfUser user -> addSignIn(claims, user);
            case Subject.OfServiceAccount account -> {
                claims.put("client_id", account.accountName().value());
                claims.put("roles", account.roles());
            }
        }
        String signed = keys.signing(ring, algorithm(ring, client)).sign(TYPE, claims);
        String compact = wrapping.wrap(ring, signed);
        return new AccessToken(id, ring, compact, subject, client, scopes, issuedAt, expiresAt);
    }

    private static void addSignIn(Map<String, Object> claims, Subject.OfUser user) {
        claims.put("roles", user.roles());
        if (user.methods().isEmpty()) {
            // Nobody saw them sign in: the token must not pass where a recent sign-in is asked for.
            return;
        }
        claims.put("auth_time", user.authTime().getEpochSecond());
        claims.put("amr", user.methods());
        claims.put("acr", Assurance.of(user.methods()).acr());
    }

    private Algorithm algorithm(Ring ring, Optional<Client> client) {
        Algorithm standard = keys.defaults().accessToken(ring);
        return client.flatMap(Client::accessTokenAlgorithm)
                .filter(ring.algorithms()::contains)
                .orElse(standard);
    }
}
