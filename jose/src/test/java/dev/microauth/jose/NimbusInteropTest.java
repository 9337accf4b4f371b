package dev.microauth.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Somebody else's reading of the same specifications.
class NimbusInteropTest {
    /// Spec: RFC 7515 §5.2
    @ParameterizedTest
    @EnumSource(names = {"ES256", "RS256"})
    void nimbus_verifies_what_is_signed_here(Algorithm algorithm)
            throws ParseException, JOSEException {
        SigningKey key = SigningKey.generate(algorithm);
        JWKSet published = JWKSet.parse(JwkSet.of(List.of(key.verificationKey())).toJson());
        JWK found = published.getKeyByKeyId(key.keyId());
        JWSVerifier verifier =
                found instanceof ECKey ec
                        ? new ECDSAVerifier(ec)
                        : new RSASSAVerifier(found.toRSAKey());
        SignedJWT token = SignedJWT.parse(key.sign("at+jwt", Forge.claims()));
        assertThat(token.verify(verifier)).isTrue();
        assertThat(token.getHeader().toJSONObject()).containsOnlyKeys("typ", "alg", "kid");
        assertThat(token.getJWTClaimsSet().getSubject()).isEqualTo("alice");
        assertThat(token.getJWTClaimsSet().getAudience()).containsExactly(Forge.AUDIENCE);
    }

    /// Spec: RFC 7515 §5.1
    @Test
    void what_nimbus_signs_verifies_here() throws JOSEException {
        ECKey ec =
                new ECKeyGenerator(com.nimbusds.jose.jwk.Curve.P_256)
                        .keyIDFromThumbprint(true)
                        .generate();
        RSAKey rsa =
                new RSAKeyGenerator(2048)
                        .keyID("their-own-name")
                        .keyUse(KeyUse.SIGNATURE)
                        .generate();
        JwtVerifier verifier =
                JwtVerifier.builder()
                        .keys(
                                JwkSet.parse(
                                        new JWKSet(List.of(ec, rsa)).toPublicJWKSet().toString()))
                        .issuer(Forge.ISSUER)
                        .type("at+jwt")
                        .audience(Forge.AUDIENCE)
                        .clock(java.time.InstantSource.fixed(Forge.NOW))
                        .build();
        SignedJWT one = token(JWSAlgorithm.ES256, ec.getKeyID());
        one.sign(new ECDSASigner(ec));
        SignedJWT two = token(JWSAlgorithm.RS256, rsa.getKeyID());
        two.sign(new RSASSASigner(rsa));
        assertThatCode(
                        () -> {
                            assertThat(verifier.verify(one.serialize()).keyId())
                                    .isEqualTo(ec.getKeyID());
                            assertThat(verifier.verify(two.serialize()).keyId())
                                    .isEqualTo("their-own-name");
                        })
                .doesNotThrowAnyException();
    }

    private static SignedJWT token(JWSAlgorithm algorithm, String keyId) {
        return new SignedJWT(
                new JWSHeader.Builder(algorithm)
                        .type(new JOSEObjectType("at+jwt"))
                        .keyID(keyId)
                        .build(),
                new JWTClaimsSet.Builder()
                        .issuer(Forge.ISSUER)
                        .subject("alice")
                        .audience(Forge.AUDIENCE)
                        .issueTime(Date.from(Forge.NOW))
                        .expirationTime(Date.from(Forge.NOW.plusSeconds(600)))
                        .build());
    }

    /// Spec: RFC 7517 §4
    /// Spec: RFC 7638 §3
    @ParameterizedTest
    @EnumSource
    void private_keys_go_over_in_both_directions(Algorithm algorithm)
            throws ParseException, JOSEException {
        SigningKey key = SigningKey.generate(algorithm);
        JWK theirs = JWK.parse(new String(key.toPrivateJwk(), StandardCharsets.UTF_8));
        assertThat(theirs.isPrivate()).isTrue();
        assertThat(theirs.getKeyUse()).isEqualTo(KeyUse.SIGNATURE);
        assertThat(theirs.getAlgorithm().getName()).isEqualTo(algorithm.name());
        assertThat(theirs.computeThumbprint().toString()).isEqualTo(key.keyId());
        assertThat(theirs)
                .isInstanceOf(
                        switch (algorithm) {
                            case EdDSA -> OctetKeyPair.class;
                            case ES256 -> ECKey.class;
                            case RS256 -> RSAKey.class;
                        });
        SigningKey back = SigningKey.parse(theirs.toJSONString().getBytes(StandardCharsets.UTF_8));
        assertThat(back.toPrivateJwk()).isEqualTo(key.toPrivateJwk());
    }
}
