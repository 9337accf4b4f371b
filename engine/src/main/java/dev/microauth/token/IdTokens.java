package dev.microauth.token;

import dev.microauth.client.Client;
import dev.microauth.jose.Algorithm;
import dev.microauth.jose.JwtVerifier;
import dev.microauth.jose.TokenRefused;
import dev.microauth.jose.VerifiedToken;
import dev.microauth.key.KeyRings;
import dev.microauth.key.Ring;
import dev.microauth.oauth.Assurance;
import dev.microauth.subject.UserId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// ID tokens of the auth ring: signed, not stored, and read again where one comes back as a hint.
public final class IdTokens {
    private static final String TYPE = "JWT";

    private final KeyRings keys;
    private final String issuer;
    private final JwtVerifier hints;

    public IdTokens(KeyRings keys, Issuers issuers, InstantSource clock) {
        this.keys = keys;
        this.issuer = issuers.auth();
        this.hints =
                JwtVerifier.builder()
                        .keys(kid -> keys.ring(Ring.AUTH).find(kid))
                        .issuer(issuer)
                        .type(TYPE)
                        .anyAudience()
                        .anyAge()
                        .clock(clock)
                        .build();
    }

    /// What an ID token says besides what follows from its access token.
    ///
    /// @param session empty where it is not one of a browser, which could be ended elsewhere
    /// @param claims of the person, asked for one by one
    /// @param acr what the client asked to be told, where it named values; else it is told what was proved
    public record Wanted(
            Optional<String> nonce,
            Optional<UUID> session,
            Map<String, Object> claims,
            Optional<Assurance> acr) {
        @Override
        public String toString() {
            return "Wanted" + claims.keySet();
        }
    }

    /// Signs an ID token beside the access token of a user's client; slow, so never inside a transaction. It is signed
    /// as the client asks (`id_token_signed_response_alg`), else as is usual here, see [KeyRings#defaults()].
    ///
    /// @throws IllegalArgumentException for an access token without a user or a client
    public String sign(AccessToken accessToken, Wanted wanted) {
        if (!(accessToken.subject() instanceof Subject.OfUser user)) {
            throw new IllegalArgumentException("an ID token speaks of a person");
        }
        Client client =
                accessToken
                        .client()
                        .orElseThrow(
                                () -> new IllegalArgumentException("an ID token is for a client"));
        Algorithm algorithm = algorithm(client);
        // Security C2. What the server vouches for comes last, so that nothing stands for it.
        var claims = new LinkedHashMap<String, Object>(wanted.claims());
        claims.put("iss", issuer);
        claims.put("sub", user.name());
        claims.put("aud", client.clientId().value());
        claims.put("exp", accessToken.expiresAt().getEpochSecond());
        claims.put("iat", accessToken.issuedAt().getEpochSecond());
        claims.put("auth_time", user.authTime().getEpochSecond());
        claims.put("amr", user.methods());
        claims.put("acr", wanted.acr().orElseGet(() -> Assurance.of(user.methods())).acr());
        claims.put("at_hash", accessTokenHash(algorithm, accessToken.compact()));
        wanted.nonce().ifPresent(nonce -> claims.put("nonce", nonce));
        wanted.session().ifPresent(id -> claims.put("sid", id.toString()));
        return keys.signing(Ring.AUTH, algorithm).sign(TYPE, claims);
    }

    /// Reads one that came back; empty for everything that is not an ID token of ours. Its age does not matter.
    public Optional<IdTokenHint> readHint(String compact) {
        try {
            return hint(hints.verify(compact));
        } catch (TokenRefused e) {
            return Optional.empty();
        }
    }

    private static Optional<IdTokenHint> hint(VerifiedToken token) {
        Optional<UserId> user = UserId.parse(token.subject());
        return token.audience().size() == 1 && user.isPresent()
                ? Optional.of(
                        new IdTokenHint(
                                user.get(),
                                token.audience().getFirst(),
                                token.text("sid").flatMap(IdTokens::uuid)))
                : Optional.empty();
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Algorithm algorithm(Client client) {
        return client.settings()
                .idTokenAlgorithm()
                .filter(Ring.AUTH.algorithms()::contains)
                .orElse(keys.defaults().idToken());
    }

    /// OpenID Connect Core §3.1.3.6: the left half of the hash that the algorithm signs over; Ed25519 has SHA-512.
    static String accessTokenHash(Algorithm algorithm, String accessToken) {
        String name =
                switch (algorithm) {
                    case ES256, RS256 -> "SHA-256";
                    case EdDSA -> "SHA-512";
                };
        try {
            byte[] hash =
                    MessageDigest.getInstance(name)
                            .digest(accessToken.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(Arrays.copyOf(hash, hash.length / 2));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + name, e);
        }
    }
}
