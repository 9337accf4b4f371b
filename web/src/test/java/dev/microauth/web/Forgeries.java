package dev.microauth.web;

import static dev.microauth.web.Forger.base64;
import static dev.microauth.web.Forger.bytes;
import static dev.microauth.web.Forger.encoded;
import static dev.microauth.web.Forger.hmac;
import static dev.microauth.web.Forger.jwk;
import static dev.microauth.web.Forger.signature;
import static dev.microauth.web.Forger.signed;
import static dev.microauth.web.Forger.text;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.microauth.jose.Algorithm;
import dev.microauth.jose.SigningKey;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.zip.Deflater;

/// Imitations of a token of ours, by somebody who knows our public keys and every trick, and by our own key where the
/// form is what has to be refused. None of them is good anywhere.
final class Forgeries {
    private static final SigningKey STRANGER = SigningKey.generate(Algorithm.ES256);

    private final String genuine;
    private final String[] parts;
    private final String header;
    private final String claims;
    private final SigningKey ours;
    private final String name;
    private final Map<String, String> all = new LinkedHashMap<>();

    /// @param ours the key that signed it, as a thief would have it
    Forgeries(String genuine, SigningKey ours) {
        this.genuine = genuine;
        this.parts = genuine.split("\\.", -1);
        this.header = text(parts[0]);
        this.claims = text(parts[1]);
        this.ours = ours;
        this.name = (String) members(header).get("alg");
    }

    /// Everything that is wrong whatever the token is for.
    Map<String, String> ofForm() {
        algorithms();
        signatures();
        keys();
        headers();
        shapes();
        numbers();
        return Map.copyOf(all);
    }

    /// Signed as it should be, with a claim changed.
    String with(String claim, Object value) {
        var changed = new LinkedHashMap<>(members(claims));
        changed.put(claim, value);
        return ours.sign((String) members(header).get("typ"), changed);
    }

    String without(String claim) {
        var changed = new LinkedHashMap<>(members(claims));
        changed.remove(claim);
        return ours.sign((String) members(header).get("typ"), changed);
    }

    /// Signed as it should be, of another kind.
    String typed(String type) {
        return ours.sign(type, members(claims));
    }

    String signedBy(SigningKey other) {
        return other.sign((String) members(header).get("typ"), members(claims));
    }

    private void algorithms() {
        for (String other : List.of("none", "None", "NONE", "nOnE", "", "none\\u0000")) {
            String swapped = base64(renamed("\"" + other + "\"")) + "." + parts[1];
            all.put("alg " + other + " unsigned", swapped + ".");
            all.put("alg " + other + " with the old signature", swapped + "." + parts[2]);
        }
        for (String odd : List.of("null", "0", "[\"" + name + "\"]", "{}")) {
            all.put("alg " + odd, signedByUs(renamed(odd), claims));
        }
        keyed();
        for (String other :
                List.of("RS256", "RS512", "PS256", "ES256", "ES256K", "ES384", "EdDSA", "XX256")) {
            if (!other.equals(name)) {
                all.put(other + " on our key", signedByUs(renamed("\"" + other + "\""), claims));
            }
        }
        all.put("alg missing", signedByUs(header.replaceFirst("\"alg\":\"\\w+\",?", ""), claims));
        all.put("alg twice", signedByUs(header.replaceFirst("\\{", "{\"alg\":\"none\","), claims));
    }

    /// A public key as if it were a shared secret (RFC 8725 §2.1).
    private void keyed() {
        byte[] der = encoded(ours);
        String pem =
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                        + "\n-----END PUBLIC KEY-----\n";
        var secrets = new LinkedHashMap<String, byte[]>();
        secrets.put("JWK", bytes(jwk(ours).toPublicJWK().toJSONString()));
        secrets.put("DER", der);
        secrets.put("PEM", bytes(pem));
        secrets.put("PEM without its last line end", bytes(pem.strip()));
        for (int size : new int[] {256, 384, 512}) {
            String signed = base64(renamed("\"HS" + size + "\"")) + "." + parts[1];
            secrets.forEach((form, secret) ->
                    all.put(
                            "HS" + size + " by our public key as " + form,
                            signed + "." + base64(hmac(size, secret, signed))));
        }
    }

    private void signatures() {
        String content = parts[0] + "." + parts[1] + ".";
        byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
        int length = signature.length;
        all.put("no signature", content);
        all.put("no signature and no dot", parts[0] + "." + parts[1]);
        all.put("all zero", content + base64(new byte[length]));
        all.put("a byte short", content + base64(Arrays.copyOf(signature, length - 1)));
        all.put("a byte long", content + base64(Arrays.copyOf(signature, length + 1)));
        byte[] flipped = signature.clone();
        flipped[length / 2] ^= 1;
        all.put("a bit flipped", content + base64(flipped));
        all.put("claims changed", parts[0] + "." + base64(swappedSubject()) + "." + parts[2]);
        if (ours.algorithm() == Algorithm.ES256) {
            var order =
                    new BigInteger(
                            "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
            for (var value : List.of(order, order.add(BigInteger.ONE))) {
                byte[] outside = new byte[64];
                System.arraycopy(value.toByteArray(), 1, outside, 0, 32);
                System.arraycopy(value.toByteArray(), 1, outside, 32, 32);
                all.put("r and s " + value, content + base64(outside));
            }
            all.put(
                    "as DER",
                    content
                            + base64(
                                    signature(
                                            ours,
                                            "SHA256withECDSA",
                                            bytes(content.substring(0, content.length() - 1)))));
        }
        if (ours.algorithm() == Algorithm.EdDSA) {
            var order =
                    new BigInteger(
                            "1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed", 16);
            byte[] malleable = signature.clone();
            byte[] s = reversed(Arrays.copyOfRange(signature, 32, 64));
            byte[] more = new BigInteger(1, s).add(order).toByteArray();
            byte[] padded = new byte[32];
            System.arraycopy(more, more.length - 32, padded, 0, 32);
            System.arraycopy(reversed(padded), 0, malleable, 32, 32);
            all.put("S + L", content + base64(malleable));
            byte[] low = new byte[64];
            low[0] = 1;
            all.put("a point of low order", content + base64(low));
        }
    }

    private void keys() {
        String open = jwk(STRANGER).toPublicJWK().toJSONString();
        String es256 = renamed("\"ES256\"");
        all.put("a stranger under our kid", signed(STRANGER, es256, claims));
        all.put(
                "a stranger who brings the key",
                signed(STRANGER, added(es256, "\"jwk\":" + open), claims));
        all.put(
                "a stranger under its own kid",
                signed(STRANGER, es256.replace(ours.keyId(), STRANGER.keyId()), claims));
        for (String kid :
                List.of(
                        "../../../../dev/null",
                        "/proc/sys/kernel/randomize_va_space",
                        "' OR 1=1 --",
                        "| id",
                        "",
                        "\\u0000",
                        "https://evil.example/key",
                        "k".repeat(5_000))) {
            all.put(
                    "kid " + kid.substring(0, Math.min(20, kid.length())),
                    signedByUs(header.replace(ours.keyId(), kid), claims));
        }
        all.put(
                "kid a number",
                signedByUs(header.replaceAll("\"" + ours.keyId() + "\"", "7"), claims));
        all.put("kid twice", signedByUs(added(header, "\"kid\":\"other\""), claims));
    }

    private void headers() {
        String open = jwk(STRANGER).toPublicJWK().toJSONString();
        for (String member :
                List.of(
                        "\"jku\":\"https://evil.example/jwks.json\"",
                        "\"x5u\":\"https://evil.example/cert.pem\"",
                        "\"x5c\":[\"MIIB\"]",
                        "\"jwk\":" + open,
                        "\"crit\":[\"exp\"]",
                        "\"crit\":[]",
                        "\"crit\":[\"unknown\"],\"unknown\":1",
                        "\"b64\":false,\"crit\":[\"b64\"]",
                        "\"zip\":\"DEF\"",
                        "\"cty\":\"JWT\"")) {
            all.put("our own key, but " + member, signedByUs(added(header, member), claims));
        }
        all.put(
                "compressed",
                signedByUs(added(header, "\"zip\":\"DEF\""), deflated(bytes(claims))));
        for (String type : List.of("dpop+jwt", "client-authentication+jwt", "secevent+jwt", "x")) {
            all.put("typ " + type, typed(type));
        }
    }

    private void shapes() {
        all.put("four parts", genuine + ".x");
        all.put("five parts", String.join(".", parts[0], "", parts[1], parts[2], parts[2]));
        all.put("one part", parts[0]);
        all.put("empty parts", "..");
        all.put("padded", genuine + "=");
        all.put("with a line end inside", parts[0] + "\n." + parts[1] + "." + parts[2]);
        all.put("with a blank inside", parts[0] + "." + parts[1] + ". " + parts[2]);
        all.put("in the other alphabet", parts[0] + "." + parts[1] + ".+/" + parts[2].substring(2));
        all.put("as JSON", json("\"protected\":\"%s\",\"payload\":\"%s\",\"signature\":\"%s\""));
        all.put(
                "as JSON with two signatures",
                json(
                        "\"payload\":\"%2$s\",\"signatures\":[{\"protected\":\"%1$s\",\"signature\":\"AA\"},"
                                + "{\"protected\":\"%1$s\",\"signature\":\"%3$s\"}]"));
        all.put("very long", parts[0] + "." + parts[1].repeat(20) + "." + parts[2]);
        all.put("with a mark of order", signedByUs("\uFEFF" + header, claims));
        all.put("in UTF-16", signedByUs(header, claims.getBytes(StandardCharsets.UTF_16)));
        all.put("overlong UTF-8", signedByUs(header, overlong()));
        all.put("deep", signedByUs(header, nested(400)));
        for (String algorithm : List.of("dir", "none", "PBES2-HS256+A128KW", "RSA1_5")) {
            all.put(
                    "encrypted by " + algorithm,
                    base64(
                                    "{\"alg\":\"%s\",\"enc\":\"A256GCM\",\"p2c\":2147483647,\"p2s\":\"AAAA\"}"
                                            .formatted(algorithm))
                            + ".AA.AAAA."
                            + parts[1]
                            + ".AA");
        }
    }

    private void numbers() {
        for (String odd : List.of("\"1\"", "NaN", "1e400", "-1", "null", "[]", "true")) {
            all.put(
                    "exp " + odd,
                    signedByUs(header, claims.replaceAll("\"exp\":\\d+", "\"exp\":" + odd)));
        }
        all.put("sub twice", signedByUs(header, claims.replaceFirst("\\{", "{\"sub\":\"other\",")));
        all.put(
                "sub a number",
                signedByUs(header, claims.replaceAll("\"sub\":\"[^\"]*\"", "\"sub\":1")));
        all.put(
                "iss a list",
                signedByUs(header, claims.replaceAll("\"iss\":(\"[^\"]*\")", "\"iss\":[$1]")));
        all.put("no claims", signedByUs(header, "{}"));
        all.put("claims that are no object", signedByUs(header, "[]"));
    }

    private String swappedSubject() {
        return claims.replaceAll("\"sub\":\"[^\"]*\"", "\"sub\":\"" + new UUID(7, 7) + "\"");
    }

    private String json(String members) {
        return "{" + members.formatted((Object[]) parts) + "}";
    }

    private byte[] overlong() {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(bytes(claims.substring(0, claims.length() - 1) + ",\"x\":\""));
        bytes.writeBytes(new byte[] {(byte) 0xC0, (byte) 0xAF});
        bytes.writeBytes(bytes("\"}"));
        return bytes.toByteArray();
    }

    private String nested(int depth) {
        return claims.substring(0, claims.length() - 1)
                + ",\"x\":"
                + "[".repeat(depth)
                + "]".repeat(depth)
                + "}";
    }

    private static byte[] deflated(byte[] bytes) {
        var deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(bytes);
        deflater.finish();
        byte[] out = new byte[2_000];
        return Arrays.copyOf(out, deflater.deflate(out));
    }

    private String renamed(String algorithm) {
        return header.replace("\"alg\":\"" + name + "\"", "\"alg\":" + algorithm);
    }

    private static String added(String header, String member) {
        return header.replaceFirst("\\{", "{" + Matcher.quoteReplacement(member) + ",");
    }

    private String signedByUs(String header, String claims) {
        return signed(ours, header, claims);
    }

    private String signedByUs(String header, byte[] claims) {
        return signed(ours, header, claims);
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] back = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            back[i] = bytes[bytes.length - 1 - i];
        }
        return back;
    }

    private static Map<String, Object> members(String json) {
        try {
            return JSONObjectUtils.parse(json);
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }
}
