package dev.microauth.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.microauth.json.Json;
import dev.microauth.json.Limits;
import dev.microauth.json.MalformedJson;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SigningKeyTest {
    private static final SigningKey KEY = SigningKey.generate(Algorithm.ES256);

    @Test
    void a_claim_of_a_type_that_json_does_not_have_is_refused() {
        for (Object value :
                List.of(Instant.EPOCH, BigDecimal.ONE, 'c', new String[] {"a"}, Double.NaN)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> KEY.sign("JWT", Map.of("x", List.of(value))))
                    .withMessageContaining(value.getClass().getName());
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KEY.sign("JWT", Map.of("x", Map.of(1, 2))));
    }

    /// Spec: RFC 7493 §2.2
    @Test
    void an_integer_beyond_a_double_and_half_a_surrogate_pair_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KEY.sign("JWT", Map.of("x", 1L << 53)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KEY.sign("JWT", Map.of("x", "\ud800")));
    }

    @Test
    void a_token_that_no_verifier_would_take_is_not_signed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KEY.sign("JWT", Map.of("x", "y".repeat(8000))))
                .withMessageContaining("8192");
    }

    /// Spec: RFC 7515 §3.1
    @ParameterizedTest
    @EnumSource
    void a_header_is_exactly_type_algorithm_and_key(Algorithm algorithm) throws MalformedJson {
        SigningKey key = SigningKey.generate(algorithm);
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("b", 1);
        claims.put("a", "\u0001\"\\");
        String[] parts = key.sign("at+jwt", claims).split("\\.", -1);
        assertThat(text(parts[0]))
                .isEqualTo(
                        "{\"typ\":\"at+jwt\",\"alg\":\"%s\",\"kid\":\"%s\"}"
                                .formatted(algorithm, key.keyId()));
        assertThat(text(parts[1])).isEqualTo("{\"b\":1,\"a\":\"\\u0001\\\"\\\\\"}");
        assertThat(Json.object(text(parts[1]), Limits.TOKEN))
                .isEqualTo(Map.of("b", 1L, "a", "\u0001\"\\"));
    }

    private static String text(String part) {
        return new String(Base64Url.decode(part).orElseThrow(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource
    void a_private_key_survives_its_json(Algorithm algorithm) throws MalformedJson {
        SigningKey key = SigningKey.generate(algorithm);
        SigningKey back = SigningKey.parse(key.toPrivateJwk());
        assertThat(back.keyId()).isEqualTo(key.keyId());
        assertThat(back.algorithm()).isEqualTo(algorithm);
        assertThat(back.toPrivateJwk()).isEqualTo(key.toPrivateJwk());
        assertThat(Json.object(key.toPrivateJwk(), Limits.TOKEN))
                .containsEntry("kid", key.keyId())
                .containsEntry("alg", algorithm.name())
                .containsEntry("use", "sig");
    }

    /// Security: C3
    @Test
    void new_rsa_keys_have_3072_bits() {
        assertThat(Forge.form(SigningKey.generate(Algorithm.RS256)).number("n").bitLength())
                .isEqualTo(3072);
    }

    @Test
    void text_that_is_no_json_is_no_key() {
        for (String text : List.of("", "{", "[]", "null", "{\"kty\":\"EC\",\"kty\":\"EC\"}")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SigningKey.parse(text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /// Spec: RFC 7517 §5
    @Test
    void a_set_keeps_what_it_understands_and_leaves_the_rest() {
        String own = Json.exact(KEY.verificationKey().toJwk());
        JwkSet set =
                JwkSet.parse(
                        ("{\"keys\":[%s,{\"kty\":\"oct\",\"k\":\"AAAA\"},7,{\"kty\":\"EC\"}],"
                                        + "\"more\":1}")
                                .formatted(own));
        assertThat(set.keys()).extracting(VerificationKey::keyId).containsExactly(KEY.keyId());
        assertThat(set.find(KEY.keyId())).isPresent();
        assertThat(set.find("")).isEmpty();
        assertThat(set.toJson()).isEqualTo("{\"keys\":[" + own + "]}");
    }

    /// Security: C4
    @Test
    void a_set_with_one_name_twice_or_of_the_wrong_shape_is_refused() {
        VerificationKey key = KEY.verificationKey();
        assertThatIllegalArgumentException().isThrownBy(() -> JwkSet.of(List.of(key, key)));
        Map<String, Object> impostor =
                new HashMap<>(SigningKey.generate(Algorithm.EdDSA).verificationKey().toJwk());
        impostor.put("kid", key.keyId());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JwkSet.of(List.of(key, VerificationKey.parse(impostor))));
        for (String json :
                List.of(
                        "",
                        "[]",
                        "{}",
                        "{\"keys\":{}}",
                        "{\"keys\":[]" + " ".repeat(300_000) + "}")) {
            assertThatIllegalArgumentException().isThrownBy(() -> JwkSet.parse(json));
        }
    }
}
