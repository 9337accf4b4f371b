package dev.microauth.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.microauth.json.Json;
import dev.microauth.json.Limits;
import dev.microauth.json.MalformedJson;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Keys that must not be taken, whoever offers them.
///
/// Security: C3, C5, J
class KeyAttackTest {
    private static final SigningKey EC = SigningKey.generate(Algorithm.ES256);
    private static final SigningKey ED = SigningKey.generate(Algorithm.EdDSA);
    private static final SigningKey RSA = SigningKey.generate(Algorithm.RS256);

    record Change(String name, SigningKey key, String member, Object value) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Map<String, Object> changed(Map<String, Object> jwk, Change change) {
        Map<String, Object> changed = new LinkedHashMap<>(jwk);
        changed.put(change.member, change.value);
        return changed;
    }

    static Stream<Change> changes() {
        String x = Forge.form(EC).numbers().getOrDefault("x", "");
        String n = Forge.form(RSA).numbers().getOrDefault("n", "");
        return Stream.of(
                new Change("another algorithm", EC, "alg", "EdDSA"),
                new Change("a symmetric algorithm", RSA, "alg", "HS256"),
                new Change("RSA-PSS", RSA, "alg", "PS256"),
                new Change("an algorithm that is no text", RSA, "alg", 1L),
                new Change("for encryption", RSA, "use", "enc"),
                new Change("without a name", EC, "kid", ""),
                new Change("a number for a name", EC, "kid", 1L),
                new Change("no kind", EC, "kty", ""),
                new Change("symmetric", EC, "kty", "oct"),
                new Change("another curve", EC, "crv", "P-384"),
                new Change("the curve of Bitcoin", EC, "crv", "secp256k1"),
                new Change("a curve of the other kind", EC, "crv", "Ed25519"),
                new Change("a key agreement curve", ED, "crv", "X25519"),
                new Change("a curve on RSA", RSA, "crv", "P-256"),
                new Change("off the curve", EC, "x", Base64Url.encode(new byte[32])),
                new Change("y is x", EC, "y", x),
                new Change("x not below the prime", EC, "x", Base64Url.encode(ones(32))),
                new Change("a short coordinate", EC, "x", x.substring(0, 40)),
                new Change("a long coordinate", EC, "x", "AAAA" + x),
                new Change("a padded coordinate", EC, "x", x + "="),
                new Change("a coordinate that is no text", EC, "x", List.of(x)),
                new Change("31 octets of Edwards", ED, "x", Base64Url.encode(ones(31))),
                new Change("y not below the prime", ED, "x", Base64Url.encode(ones(32))),
                new Change("a 1024 bit modulus", RSA, "n", Base64Url.encode(ones(128))),
                new Change("a 2047 bit modulus", RSA, "n", Base64Url.encode(low(256))),
                new Change("a 16384 bit modulus", RSA, "n", Base64Url.encode(ones(2048))),
                new Change("a modulus with a leading zero", RSA, "n", "AAAA" + n),
                new Change("an even modulus", RSA, "n", n.substring(0, n.length() - 1) + "A"),
                new Change("exponent 1", RSA, "e", "AQ"),
                new Change("exponent 3", RSA, "e", "Aw"),
                new Change("an even exponent", RSA, "e", "AQAC"),
                new Change("a long exponent", RSA, "e", Base64Url.encode(ones(5))),
                new Change("no exponent", RSA, "e", ""));
    }

    private static byte[] ones(int length) {
        byte[] ones = new byte[length];
        java.util.Arrays.fill(ones, (byte) 0xff);
        return ones;
    }

    private static byte[] low(int length) {
        byte[] low = ones(length);
        low[0] = 0x7f;
        return low;
    }

    @ParameterizedTest
    @MethodSource("changes")
    void a_public_key_is_refused_when(Change change) {
        Map<String, Object> jwk = changed(change.key.verificationKey().toJwk(), change);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VerificationKey.parse(jwk))
                .withMessageStartingWith("The JWK is refused");
        assertThat(JwkSet.parse(Json.exact(Map.of("keys", List.of(jwk)))).keys()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("changes")
    void a_private_key_is_refused_when(Change change) throws MalformedJson {
        Map<String, Object> jwk =
                changed(Json.object(change.key.toPrivateJwk(), Limits.TOKEN), change);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningKey.parse(bytes(jwk)))
                .withMessageStartingWith("The JWK is refused");
    }

    private static byte[] bytes(Map<String, Object> jwk) {
        return Json.exact(jwk).getBytes(StandardCharsets.UTF_8);
    }

    /// Security: J, C5
    @Test
    void an_edwards_point_of_small_order_is_refused() {
        for (String y :
                List.of(
                        "0100000000000000000000000000000000000000000000000000000000000000",
                        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                        "0000000000000000000000000000000000000000000000000000000000000000",
                        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")) {
            for (int sign : List.of(0, 0x80)) {
                byte[] point = java.util.HexFormat.of().parseHex(y);
                point[31] |= (byte) sign;
                assertThat(Ed25519.validatePublicKeyFull(point, 0)).as(y).isFalse();
                Change change = new Change(y, ED, "x", Base64Url.encode(point));
                assertThatIllegalArgumentException()
                        .as(y)
                        .isThrownBy(() ->
                                VerificationKey.parse(
                                        changed(ED.verificationKey().toJwk(), change)));
            }
        }
    }

    /// Two independent readings of what a point is must agree, apart from the few of mixed order.
    @Test
    void an_edwards_point_is_taken_exactly_where_there_is_one() {
        int taken = 0;
        for (long y = 2; y < 200; y++) {
            byte[] point = new byte[32];
            point[0] = (byte) y;
            boolean exists = Ed25519.validatePublicKeyPartial(point, 0);
            Change change = new Change("" + y, ED, "x", Base64Url.encode(point));
            boolean accepted = accepts(changed(ED.verificationKey().toJwk(), change));
            assertThat(accepted).as("y = " + y).isEqualTo(exists);
            taken += accepted ? 1 : 0;
        }
        assertThat(taken).isBetween(50, 150);
    }

    private static boolean accepts(Map<String, Object> jwk) {
        try {
            VerificationKey.parse(jwk);
            return true;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
    void a_private_member_in_a_public_key_is_refused(String member) {
        Change change = new Change(member, RSA, member, "AAAA");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> VerificationKey.parse(changed(RSA.verificationKey().toJwk(), change)))
                .withMessageContaining("private");
    }

    @Test
    void halves_of_two_keys_are_no_key() throws MalformedJson {
        for (SigningKey key : List.of(EC, ED, RSA)) {
            SigningKey other = SigningKey.generate(key.algorithm());
            Map<String, Object> mixed =
                    new LinkedHashMap<>(Json.object(key.toPrivateJwk(), Limits.TOKEN));
            for (String member : List.of("d", "p", "q", "dp", "dq", "qi")) {
                mixed.computeIfPresent(
                        member, (name, mine) -> Forge.form(other).numbers().getOrDefault(name, ""));
            }
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SigningKey.parse(bytes(mixed)))
                    .withMessageContaining("does not belong");
        }
    }

    @Test
    void a_private_number_out_of_range_is_no_key() throws MalformedJson {
        for (SigningKey key : List.of(EC, RSA)) {
            String number = key == EC ? Base64Url.encode(new byte[32]) : "AQ";
            Change zero = new Change("d", key, "d", number);
            Map<String, Object> jwk = changed(Json.object(key.toPrivateJwk(), Limits.TOKEN), zero);
            if (key == RSA) {
                jwk.put("dp", "AQ");
                jwk.put("dq", "AQ");
            }
            assertThatIllegalArgumentException().isThrownBy(() -> SigningKey.parse(bytes(jwk)));
        }
    }

    @Test
    void what_was_sealed_is_a_private_key_with_its_own_name_nevertheless() throws MalformedJson {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningKey.parseSealed(bytes(EC.verificationKey().toJwk())))
                .withMessageContaining("no private half");
        Map<String, Object> jwk = Json.object(EC.toPrivateJwk(), Limits.TOKEN);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        SigningKey.parseSealed(bytes(changed(jwk, new Change("", EC, "kid", "x")))))
                .withMessageContaining("thumbprint");
    }

    @Test
    void a_public_key_does_not_sign_and_a_wrong_name_is_refused() throws MalformedJson {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningKey.parse(bytes(EC.verificationKey().toJwk())))
                .withMessageContaining("no private half");
        Map<String, Object> jwk = Json.object(EC.toPrivateJwk(), Limits.TOKEN);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> SigningKey.parse(bytes(changed(jwk, new Change("", EC, "kid", "x")))))
                .withMessageContaining(EC.keyId());
    }

    /// Security: L1
    @Test
    void neither_toString_nor_a_refusal_shows_the_private_half() throws MalformedJson {
        for (SigningKey key : List.of(EC, ED, RSA)) {
            KeyForm form = Forge.form(key);
            String secret = form.numbers().getOrDefault("d", "");
            assertThat(key.toString() + form + key.verificationKey())
                    .contains(key.keyId())
                    .doesNotContain(secret);
            assertThat(Json.exact(key.verificationKey().toJwk())).doesNotContain(secret);
            Map<String, Object> jwk = Json.object(key.toPrivateJwk(), Limits.TOKEN);
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            SigningKey.parse(
                                    bytes(changed(jwk, new Change("", key, "use", secret)))))
                    .withMessageNotContaining(secret)
                    .withNoCause();
            assertThat(new BigInteger(1, form.bytes("d"))).isPositive();
        }
    }
}
