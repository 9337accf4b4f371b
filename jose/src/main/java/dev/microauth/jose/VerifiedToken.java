package dev.microauth.jose;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A token that passed every check of a [JwtVerifier]: holding one is the proof. Nothing else can make one.
///
/// ```java runnable
/// VerifiedToken token = verifier.verify(bearer).token();
/// System.out.println(token.subject() + " until " + token.expiresAt() + " " + token.texts("roles"));
/// ```
public final class VerifiedToken {
    private final String keyId;
    private final Claims claims;

    VerifiedToken(String keyId, Claims claims) {
        this.keyId = keyId;
        this.claims = claims;
    }

    /// `iss`, equal to what the verifier was told.
    public String issuer() {
        return claims.issuer();
    }

    /// `sub`, never empty.
    public String subject() {
        return claims.subject();
    }

    /// `aud` as a list, written as one string or as several; empty only where the verifier takes any audience.
    public List<String> audience() {
        return claims.audience();
    }

    /// `jti`.
    public Optional<String> tokenId() {
        return claims.tokenId();
    }

    /// `iat`, to the second.
    public Instant issuedAt() {
        return claims.issuedAt();
    }

    /// `exp`, to the second.
    public Instant expiresAt() {
        return claims.expiresAt();
    }

    /// The `kid` of the key that signed it.
    public String keyId() {
        return keyId;
    }

    /// All claims, unmodifiable: String, Long, Double, Boolean, List and Map.
    public Map<String, Object> claims() {
        return claims.all();
    }

    /// A claim that is a string; empty where it is missing or something else.
    public Optional<String> text(String claim) {
        return claims.all().get(claim) instanceof String text
                ? Optional.of(text)
                : Optional.empty();
    }

    /// A claim that is an integer; empty where it is missing or something else.
    public Optional<Long> integer(String claim) {
        return claims.all().get(claim) instanceof Long number
                ? Optional.of(number)
                : Optional.empty();
    }

    /// A claim that is true or false; empty where it is missing or something else.
    public Optional<Boolean> flag(String claim) {
        return claims.all().get(claim) instanceof Boolean flag
                ? Optional.of(flag)
                : Optional.empty();
    }

    /// A claim that is a list of strings alone; empty where it is missing, or something else in whole or in part.
    public List<String> texts(String claim) {
        return claims.all().get(claim) instanceof List<?> list
                ? Claims.strings(list).orElse(List.of())
                : List.of();
    }

    /// The subject and the key, not the claims: these may be personal.
    @Override
    public String toString() {
        return "token of " + subject() + " signed by " + keyId;
    }
}
