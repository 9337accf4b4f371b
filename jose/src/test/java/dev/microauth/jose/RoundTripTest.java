package dev.microauth.jose;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoundTripTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @AfterEach
    void backToThePlatform() {
        Jose.use(Crypto.platform());
    }

    @ParameterizedTest
    @EnumSource
    void a_signed_token_verifies(Algorithm algorithm) throws TokenRefused {
        roundTrip(SigningKey.generate(algorithm));
    }

    @ParameterizedTest
    @EnumSource
    void a_key_in_use_goes_over_to_the_accelerator(Algorithm algorithm) throws TokenRefused {
        SigningKey key = SigningKey.generate(algorithm);
        roundTrip(key);
        assertThat(Jose.accelerate()).as(Jose.provider()).isTrue();
        roundTrip(key);
        roundTrip(SigningKey.generate(algorithm));
        Jose.use(Crypto.platform());
        roundTrip(key);
    }

    private static void roundTrip(SigningKey key) throws TokenRefused {
        String token =
                key.sign(
                        "at+jwt",
                        Map.of(
                                "iss",
                                "https://id.example",
                                "sub",
                                "alice",
                                "aud",
                                List.of("a", "b"),
                                "iat",
                                NOW.getEpochSecond(),
                                "exp",
                                NOW.getEpochSecond() + 600));
        VerifiedToken verified =
                JwtVerifier.builder()
                        .keys(JwkSet.parse(JwkSet.of(List.of(key.verificationKey())).toJson()))
                        .issuer("https://id.example")
                        .type("application/AT+jwt")
                        .audience("b")
                        .clock(InstantSource.fixed(NOW))
                        .build()
                        .verify(token);
        assertThat(verified.subject()).isEqualTo("alice");
        assertThat(SigningKey.parse(key.toPrivateJwk()).keyId()).isEqualTo(verified.keyId());
        assertThat(SigningKey.parseSealed(key.toPrivateJwk()).keyId()).isEqualTo(verified.keyId());
    }
}
