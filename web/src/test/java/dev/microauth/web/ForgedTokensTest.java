package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import dev.microauth.jose.Algorithm;
import dev.microauth.jose.SigningKey;
import dev.microauth.key.Ring;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Forged tokens at every door where a token enters: none of them opens, tells or revokes anything. The token they
/// imitate is alice's, and live.
class ForgedTokensTest {
    @AutoClose private static final Site SITE = Site.open();

    private static final SigningKey STRANGER = SigningKey.generate(Algorithm.ES256);

    private static String genuine = "";
    private static String header = "";
    private static String claims = "";
    private static final Map<String, String> FORGED = new LinkedHashMap<>();

    @BeforeAll
    static void forge() throws Exception {
        genuine = SITE.aliceSignsIn("openid profile").text("access_token");
        String[] parts = genuine.split("\\.", -1);
        header = text(parts[0]);
        claims = text(parts[1]);
        String published = SITE.auth().get("/jwks.json").send().body();
        algorithms(parts, published);
        signatures(parts);
        headers();
        kinds();
        shapes(parts);
    }

    private static void algorithms(String[] parts, String published) throws Exception {
        for (String name : List.of("none", "None", "NONE", "")) {
            String swapped = base64(header.replace("ES256", name)) + "." + parts[1];
            FORGED.put("alg " + name + " unsigned", swapped + ".");
            FORGED.put("alg " + name + " with the old signature", swapped + "." + parts[2]);
        }
        var kid = SigningKeys.ours().keyId();
        ECKey key = JWKSet.parse(published).getKeyByKeyId(kid).toECKey();
        byte[] der = key.toECPublicKey().getEncoded();
        String pem =
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                        + "\n-----END PUBLIC KEY-----\n";
        for (byte[] secret :
                List.of(der, bytes(pem), bytes(pem.strip()), bytes(key.toJSONString()))) {
            String signed = base64(header.replace("ES256", "HS256")) + "." + parts[1];
            FORGED.put(
                    "HS256 by our public key, " + secret.length + " bytes",
                    signed + "." + base64(hmac(secret, signed)));
        }
        FORGED.put("RS256 on our EC key", signedByUs(header.replace("ES256", "RS256"), claims));
        FORGED.put(
                "alg missing", signedByUs(header.replaceFirst("\"alg\":\"ES256\",?", ""), claims));
        FORGED.put(
                "alg twice", signedByUs(header.replaceFirst("\\{", "{\"alg\":\"none\","), claims));
    }

    private static void signatures(String[] parts) {
        String content = parts[0] + "." + parts[1] + ".";
        byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
        FORGED.put("no signature", content);
        FORGED.put("no signature and no dot", parts[0] + "." + parts[1]);
        FORGED.put("r and s zero", content + base64(new byte[64]));
        FORGED.put("63 bytes", content + base64(Arrays.copyOf(signature, 63)));
        FORGED.put("65 bytes", content + base64(Arrays.copyOf(signature, 65)));
        byte[] flipped = signature.clone();
        flipped[40] ^= 1;
        FORGED.put("a bit flipped", content + base64(flipped));
        String other = SITE.clientToken("batch");
        FORGED.put("of another token", content + other.substring(other.lastIndexOf('.') + 1));
        FORGED.put(
                "claims changed",
                parts[0] + "." + base64(claims.replace("profile", "groups")) + "." + parts[2]);
    }

    private static void headers() throws Exception {
        String stranger = new String(STRANGER.toPrivateJwk(), StandardCharsets.UTF_8);
        String open = ECKey.parse(stranger).toPublicJWK().toJSONString();
        FORGED.put("a stranger under our kid", signed(STRANGER, header, claims));
        FORGED.put(
                "a stranger who brings the key", signed(STRANGER, with("\"jwk\":" + open), claims));
        FORGED.put(
                "a stranger under its own kid",
                signed(
                        STRANGER,
                        header.replace(SigningKeys.ours().keyId(), STRANGER.keyId()),
                        claims));
        for (String member :
                List.of(
                        "\"jku\":\"https://evil.example/jwks.json\"",
                        "\"x5u\":\"https://evil.example/cert.pem\"",
                        "\"jwk\":" + open,
                        "\"crit\":[\"exp\"]",
                        "\"crit\":[]",
                        "\"b64\":false,\"crit\":[\"b64\"]",
                        "\"zip\":\"DEF\"",
                        "\"cty\":\"JWT\"")) {
            FORGED.put("our own key, but " + member, signedByUs(with(member), claims));
        }
        for (String kid : List.of("../../dev/null", "' OR 1=1 --", "", "https://evil.example")) {
            FORGED.put(
                    "kid " + kid,
                    signedByUs(header.replace(SigningKeys.ours().keyId(), kid), claims));
        }
    }

    /// Signed by the right key and no access token all the same.
    private static void kinds() throws Exception {
        for (String type : List.of("JWT", "logout+jwt", "dpop+jwt", "client-authentication+jwt")) {
            FORGED.put("typ " + type, signedByUs(header.replace("at+jwt", type), claims));
        }
        FORGED.put("of the admin keys", SigningKeys.admin().sign("at+jwt", members()));
        FORGED.put("of the admin port", new Administrator(SITE).signIn().text("access_token"));
        for (String issuer :
                List.of(
                        "http://localhost:9041",
                        "http://localhost:9040/",
                        "https://evil.example")) {
            FORGED.put("iss " + issuer, ours("iss", issuer));
        }
        long now = Site.START.getEpochSecond();
        FORGED.put("expired", ours("exp", now - 1));
        FORGED.put("expires now", ours("exp", now));
        FORGED.put("expires as text", ours("exp", "never"));
        FORGED.put("not yet valid", ours("nbf", now + 60));
        FORGED.put("from the future", ours("iat", now + 3_600));
        // A leaked signing key alone mints nothing: each token has a row.
        FORGED.put("never issued", ours("jti", "01958f00-0000-7000-8000-000000000000"));
        FORGED.put("jti of another form", ours("jti", "' OR 1=1 --"));
    }

    private static void shapes(String[] parts) {
        FORGED.put("four parts", genuine + ".x");
        FORGED.put("five parts", String.join(".", parts[0], "", parts[1], parts[2], parts[2]));
        FORGED.put("padded", genuine + "=");
        FORGED.put("with a line end inside", parts[0] + "\n." + parts[1] + "." + parts[2]);
        FORGED.put(
                "in the other alphabet", parts[0] + "." + parts[1] + ".+/" + parts[2].substring(2));
        FORGED.put(
                "as JSON",
                "{\"protected\":\"%s\",\"payload\":\"%s\",\"signature\":\"%s\"}"
                        .formatted((Object[]) parts));
        FORGED.put("very long", parts[0] + "." + parts[1].repeat(20) + "." + parts[2]);
    }

    /// Security: C1, C3, C4, C5, C7, C8, C9, J
    /// Trap: 6
    /// Spec: RFC 8725 §2, RFC 8725 §3, RFC 9068 §4
    @Test
    void no_forged_token_opens_tells_or_revokes_anything() {
        assertThat(FORGED).hasSizeGreaterThan(50);
        FORGED.forEach((name, token) -> {
            for (String door : List.of("/whoami", "/userinfo", "/me")) {
                var answer = SITE.auth().get(door).bearer(token).send();
                assertThat(answer.status()).as("%s at %s", name, door).isEqualTo(401);
            }
            var told = SITE.as("shop", "/introspect").form("token", token).send();
            assertThat(told.body().strip()).as(name).isEqualTo("{\"active\":false}");
            var revoked = SITE.as("shop", "/revoke").form("token", token).send();
            assertThat(revoked.status()).as(name).isEqualTo(200);
            var alive = SITE.auth().get("/whoami").bearer(genuine).send();
            assertThat(alive.status()).as("the genuine one after %s", name).isEqualTo(200);
        });
    }

    /// The keys of the site itself, as a thief would have them.
    private static final class SigningKeys {
        static SigningKey ours() {
            return SITE.engine().keys().ring(Ring.AUTH).signing(Algorithm.ES256);
        }

        static SigningKey admin() {
            return SITE.engine().keys().ring(Ring.ADMIN).signing(Algorithm.EdDSA);
        }
    }

    private static Map<String, Object> members() throws java.text.ParseException {
        return new LinkedHashMap<>(com.nimbusds.jose.util.JSONObjectUtils.parse(claims));
    }

    private static String ours(String claim, Object value) throws java.text.ParseException {
        var changed = members();
        changed.put(claim, value);
        return SigningKeys.ours().sign("at+jwt", changed);
    }

    private static String with(String member) {
        return header.replaceFirst(
                "\\{", "{" + java.util.regex.Matcher.quoteReplacement(member) + ",");
    }

    private static String signedByUs(String header, String claims) throws Exception {
        return signed(SigningKeys.ours(), header, claims);
    }

    private static String signed(SigningKey key, String header, String claims) throws Exception {
        String content = base64(header) + "." + base64(claims);
        var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        String jwk = new String(key.toPrivateJwk(), StandardCharsets.UTF_8);
        signature.initSign(ECKey.parse(jwk).toECPrivateKey());
        signature.update(bytes(content));
        return content + "." + base64(signature.sign());
    }

    private static byte[] hmac(byte[] key, String content) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(bytes(content));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(String base64) {
        return new String(Base64.getUrlDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    private static String base64(String text) {
        return base64(bytes(text));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
