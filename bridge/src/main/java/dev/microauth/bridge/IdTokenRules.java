package dev.microauth.bridge;

import dev.microauth.jose.Algorithm;
import dev.microauth.jose.JwtVerifier;
import dev.microauth.jose.TokenRefused;
import dev.microauth.jose.VerifiedToken;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// Which ID tokens are believed (OpenID Connect Core §3.1.3.7 and §12.2).
final class IdTokenRules {
    private static final String TYPE = "JWT";

    private final Server server;
    private final String clientId;
    private final JwtVerifier verifier;

    /// What is not believed, and why; for the log.
    static sealed class Disbelieved extends Exception {
        private static final long serialVersionUID = 1L;

        Disbelieved(String why) {
            super(why, null, false, false);
        }
    }

    /// Its key is none of those that the server shows now: whether it is good cannot be said.
    static final class UnknownKey extends Disbelieved {
        private static final long serialVersionUID = 1L;

        UnknownKey(String why) {
            super(why);
        }
    }

    IdTokenRules(
            Server server, Registration registration, InstantSource clock, Duration tolerance) {
        this.server = server;
        this.clientId = registration.clientId();
        this.verifier =
                JwtVerifier.builder()
                        .keys(server)
                        .issuer(registration.issuer())
                        .type(TYPE)
                        .audience(clientId)
                        .clock(clock)
                        .clockTolerance(tolerance)
                        .build();
    }

    /// One that came for a code; whom it speaks of.
    ///
    /// @throws Unreachable when the server's keys are not known
    String checkFirst(String idToken, String accessToken, Attempt attempt) throws Disbelieved {
        VerifiedToken token = verified(idToken, accessToken);
        // Core §3.1.3.7 (11): the nonce says that it was made for this attempt, in this browser.
        if (!token.text("nonce")
                .filter(nonce -> constantTimeEquals(nonce, attempt.nonce()))
                .isPresent()) {
            throw new Disbelieved("its nonce is not that of the attempt");
        }
        return token.subject();
    }

    /// One that came with a renewal.
    ///
    /// @throws Unreachable when the server's keys are not known
    void checkRenewed(String idToken, String accessToken, Session before) throws Disbelieved {
        VerifiedToken token = verified(idToken, accessToken);
        // Core §12.2: nobody turns into somebody else by a renewal.
        if (!token.subject().equals(before.identity().subject())
                || !token.text("sid").equals(before.identity().serverSession())) {
            throw new Disbelieved("it speaks of another person or session than the one before");
        }
    }

    private VerifiedToken verified(String idToken, String accessToken) throws Disbelieved {
        VerifiedToken token;
        try {
            token = verifier.verify(idToken);
        } catch (TokenRefused e) {
            String why = String.valueOf(e.getMessage());
            throw e.reason() == TokenRefused.Reason.UNKNOWN_KEY
                    ? new UnknownKey(why)
                    : new Disbelieved(why);
        }
        // Core §3.1.3.7 (3–5): for us alone.
        if (token.audience().size() != 1
                || token.text("azp").filter(azp -> !azp.equals(clientId)).isPresent()) {
            throw new Disbelieved("it is for others too");
        }
        Optional<String> hash = token.text("at_hash");
        if (hash.isPresent() && !hash.get().equals(hash(token, accessToken))) {
            throw new Disbelieved("its at_hash is that of another access token");
        }
        return token;
    }

    /// Core §3.1.3.6: the left half of the hash that the algorithm signs over.
    private String hash(VerifiedToken token, String accessToken) {
        String name =
                server.algorithm(token.keyId())
                        .filter(algorithm -> algorithm == Algorithm.EdDSA)
                        .map(edwards -> "SHA-512")
                        .orElse("SHA-256");
        try {
            byte[] hash =
                    MessageDigest.getInstance(name)
                            .digest(accessToken.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(Arrays.copyOf(hash, hash.length / 2));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has " + name, e);
        }
    }

    static boolean constantTimeEquals(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
