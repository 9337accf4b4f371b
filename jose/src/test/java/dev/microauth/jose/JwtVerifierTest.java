package dev.microauth.jose;

import static dev.microauth.jose.TokenRefused.Reason.EXPIRED;
import static dev.microauth.jose.TokenRefused.Reason.NOT_YET_VALID;
import static dev.microauth.jose.TokenRefused.Reason.UNKNOWN_KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class JwtVerifierTest {
    private static final SigningKey KEY = SigningKey.generate(Algorithm.ES256);
    private static final Forge FORGE = new Forge(KEY);
    private static final long NOW = Forge.NOW.getEpochSecond();

    private static JwtVerifier.Builder builder() {
        return JwtVerifier.builder()
                .keys(JwkSet.of(List.of(KEY.verificationKey())))
                .issuer(Forge.ISSUER)
                .type("at+jwt")
                .clock(InstantSource.fixed(Forge.NOW));
    }

    private static TokenRefused.Reason refusal(JwtVerifier verifier, String token) {
        TokenRefused refused =
                catchThrowableOfType(TokenRefused.class, () -> verifier.verify(token));
        assertThat(refused).as("was accepted").isNotNull();
        return refused.reason();
    }

    /// Security: C4
    @Test
    void a_verifier_that_was_not_told_everything_is_not_built() {
        JwkSet keys = JwkSet.of(List.of());
        assertThatIllegalStateException()
                .isThrownBy(() -> JwtVerifier.builder().issuer("i").type("t").anyAudience().build())
                .withMessageContaining("keys(");
        assertThatIllegalStateException()
                .isThrownBy(() -> JwtVerifier.builder().keys(keys).type("t").anyAudience().build())
                .withMessageContaining("issuer(");
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> JwtVerifier.builder().keys(keys).issuer("i").anyAudience().build())
                .withMessageContaining("type(");
        assertThatIllegalStateException()
                .isThrownBy(() -> builder().build())
                .withMessageContaining("audience(");
        assertThatIllegalStateException()
                .isThrownBy(() -> builder().anyAudience().issuer("").build())
                .withMessageContaining("issuer(");
        assertThatIllegalArgumentException().isThrownBy(() -> builder().audience(""));
    }

    @Test
    void a_clock_tolerance_beyond_five_minutes_or_below_zero_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().clockTolerance(Duration.ofSeconds(301)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().clockTolerance(Duration.ofSeconds(-1)));
    }

    /// Security: C15
    /// Spec: RFC 7519 §4.1.4
    @Test
    void the_tolerance_lengthens_a_life_by_exactly_itself() throws TokenRefused {
        JwtVerifier verifier =
                builder().anyAudience().clockTolerance(Duration.ofSeconds(10)).build();
        assertThat(refusal(verifier, FORGE.withClaims(Forge.claims("exp", "" + (NOW - 10)))))
                .isEqualTo(EXPIRED);
        assertThat(refusal(verifier, FORGE.withClaims(Forge.claims("nbf", "" + (NOW + 11)))))
                .isEqualTo(NOT_YET_VALID);
        assertThat(refusal(verifier, FORGE.withClaims(Forge.claims("iat", "" + (NOW + 71)))))
                .isEqualTo(NOT_YET_VALID);
        verifier.verify(FORGE.withClaims(Forge.claims("exp", "" + (NOW - 9))));
        verifier.verify(FORGE.withClaims(Forge.claims("nbf", "" + (NOW + 10))));
        verifier.verify(FORGE.withClaims(Forge.claims("iat", "" + (NOW + 70))));
    }

    /// Spec: RFC 7519 §4.1.4
    /// Spec: RFC 7519 §4.1.5
    @Test
    void without_tolerance_the_last_and_the_first_second_count() throws TokenRefused {
        JwtVerifier verifier = builder().anyAudience().build();
        verifier.verify(FORGE.withClaims(Forge.claims("exp", "" + (NOW + 1))));
        verifier.verify(FORGE.withClaims(Forge.claims("nbf", "" + NOW)));
        verifier.verify(FORGE.withClaims(Forge.claims("iat", "" + (NOW + 60))));
    }

    /// Spec: RFC 7515 §4.1.9
    @Test
    void a_type_is_compared_without_case_and_without_application() throws TokenRefused {
        JwtVerifier verifier = builder().type("application/AT+JWT").anyAudience().build();
        for (String type :
                List.of("at+jwt", "AT+jwt", "application/at+jwt", "Application/At+Jwt")) {
            verifier.verify(FORGE.withHeader(FORGE.header().replace("at+jwt", type)));
        }
    }

    /// Spec: RFC 7519 §4.1.3
    @Test
    void an_audience_is_one_text_or_a_list() throws TokenRefused {
        JwtVerifier verifier = builder().audience("b").build();
        assertThat(verifier.verify(FORGE.withClaims(Forge.claims("aud", "\"b\""))).audience())
                .containsExactly("b");
        assertThat(
                        verifier.verify(FORGE.withClaims(Forge.claims("aud", "[\"a\",\"b\"]")))
                                .audience())
                .containsExactly("a", "b");
        JwtVerifier any = builder().anyAudience().build();
        assertThat(any.verify(FORGE.withClaims(Forge.claimsWithout("aud"))).audience()).isEmpty();
        assertThat(any.verify(FORGE.withClaims(Forge.claims("aud", "[\"z\"]"))).audience())
                .containsExactly("z");
    }

    @Test
    void what_was_verified_reads_as_it_was_signed() throws TokenRefused {
        String token =
                KEY.sign(
                        "at+jwt",
                        Map.of(
                                "iss",
                                Forge.ISSUER,
                                "sub",
                                "Zo\u00eb \ud83d\udd11 \"quoted\" \\ \n",
                                "iat",
                                (int) NOW,
                                "exp",
                                NOW + 600,
                                "jti",
                                "0193-7",
                                "admin",
                                true,
                                "roles",
                                List.of("a", "b"),
                                "mixed",
                                List.of("a", 1),
                                "cnf",
                                Map.of("jkt", List.of(Map.of()))));
        VerifiedToken verified = builder().anyAudience().build().verify(token);
        assertThat(verified.subject()).isEqualTo("Zo\u00eb \ud83d\udd11 \"quoted\" \\ \n");
        assertThat(verified.issuer()).isEqualTo(Forge.ISSUER);
        assertThat(verified.tokenId()).contains("0193-7");
        assertThat(verified.issuedAt()).isEqualTo(Forge.NOW);
        assertThat(verified.expiresAt()).isEqualTo(Forge.NOW.plusSeconds(600));
        assertThat(verified.keyId()).isEqualTo(KEY.keyId());
        assertThat(verified.flag("admin")).contains(true);
        assertThat(verified.integer("exp")).contains(NOW + 600);
        assertThat(verified.texts("roles")).containsExactly("a", "b");
        assertThat(verified.texts("mixed")).isEmpty();
        assertThat(verified.text("roles")).isEmpty();
        assertThat(verified.claims()).containsEntry("cnf", Map.of("jkt", List.of(Map.of())));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> verified.claims().put("admin", false));
    }

    /// Security: C6, J
    @Test
    void a_key_that_leaves_its_source_verifies_no_longer() throws TokenRefused {
        AtomicReference<KeySource> keys =
                new AtomicReference<>(kid -> Optional.of(KEY.verificationKey()));
        JwtVerifier verifier = builder().keys(kid -> keys.get().find(kid)).anyAudience().build();
        String token = FORGE.good();
        verifier.verify(token);
        keys.set(kid -> Optional.empty());
        assertThat(refusal(verifier, token)).isEqualTo(UNKNOWN_KEY);
    }

    @Test
    void a_refusal_repeats_nothing_of_the_token() {
        String token = FORGE.withClaims(Forge.claims("iss", "\"https://evil.example/canary\""));
        assertThatExceptionOfType(TokenRefused.class)
                .isThrownBy(() -> builder().anyAudience().build().verify(token))
                .withMessageNotContaining("canary")
                .withNoCause();
    }
}
