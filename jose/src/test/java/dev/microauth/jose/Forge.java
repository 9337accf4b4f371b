package dev.microauth.jose;

import dev.microauth.json.Json;
import dev.microauth.json.Limits;
import dev.microauth.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes tokens that [SigningKey] would never write, signed all the same.
final class Forge {
    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    static final String ISSUER = "https://id.example";
    static final String AUDIENCE = "https://api.example";

    private final SigningKey key;
    private final Crypto.Signer signer;

    Forge(SigningKey key) {
        this.key = key;
        this.signer = Crypto.platform().signer(form(key));
    }

    static KeyForm form(SigningKey key) {
        try {
            return KeyReader.ofPrivate(Json.object(key.toPrivateJwk(), Limits.TOKEN));
        } catch (MalformedJson e) {
            throw new AssertionError(e);
        }
    }

    static JwtVerifier verifier(SigningKey... keys) {
        List<VerificationKey> open =
                List.of(keys).stream().map(SigningKey::verificationKey).toList();
        return JwtVerifier.builder()
                .keys(JwkSet.of(open))
                .issuer(ISSUER)
                .type("at+jwt")
                .audience(AUDIENCE)
                .clock(InstantSource.fixed(NOW))
                .build();
    }

    static Map<String, Object> claims() {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", ISSUER);
        claims.put("sub", "alice");
        claims.put("aud", AUDIENCE);
        claims.put("iat", NOW.getEpochSecond());
        claims.put("exp", NOW.getEpochSecond() + 600);
        claims.put("jti", "0193-7");
        return claims;
    }

    /// The good claims with one value, in JSON, in place of the good one.
    static String claims(String name, String json) {
        Map<String, Object> others = claims();
        others.remove(name);
        String text = Json.exact(others);
        return text.substring(0, text.length() - 1) + ",\"" + name + "\":" + json + "}";
    }

    static String claimsWithout(String name) {
        Map<String, Object> others = claims();
        others.remove(name);
        return Json.exact(others);
    }

    static String base64(String text) {
        return Base64Url.encode(text.getBytes(StandardCharsets.UTF_8));
    }

    String good() {
        return key.sign("at+jwt", claims());
    }

    String header() {
        return "{\"typ\":\"at+jwt\",\"alg\":\"%s\",\"kid\":\"%s\"}"
                .formatted(key.algorithm(), key.keyId());
    }

    /// The good header with further members, as `"jku":"https://evil.example"`.
    String headerWith(String members) {
        return header().replace("}", "," + members + "}");
    }

    String withHeader(String json) {
        return sign(base64(json) + "." + base64(Json.exact(claims())));
    }

    String withHeader(byte[] json) {
        return sign(Base64Url.encode(json) + "." + base64(Json.exact(claims())));
    }

    String withClaims(String json) {
        return withClaims(json.getBytes(StandardCharsets.UTF_8));
    }

    String withClaims(byte[] json) {
        return sign(base64(header()) + "." + Base64Url.encode(json));
    }

    String input() {
        return base64(header()) + "." + base64(Json.exact(claims()));
    }

    String sign(String input) {
        return withSignature(input, signer.sign(input.getBytes(StandardCharsets.UTF_8)));
    }

    static String withSignature(String input, byte[] signature) {
        return input + "." + Base64Url.encode(signature);
    }
}
