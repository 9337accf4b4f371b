package dev.microauth.web;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import dev.microauth.jose.SigningKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.text.ParseException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs whatever it is given, by the means of the JDK: our own signer would not.
final class Forger {
    private Forger() {}

    static JWK jwk(SigningKey key) {
        try {
            return JWK.parse(new String(key.toPrivateJwk(), StandardCharsets.UTF_8));
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    static String signed(SigningKey key, String header, String claims) {
        return signed(key, header, bytes(claims));
    }

    static String signed(SigningKey key, String header, byte[] claims) {
        String content = base64(header) + "." + base64(claims);
        String algorithm =
                switch (key.algorithm()) {
                    case ES256 -> "SHA256withECDSAinP1363Format";
                    case RS256 -> "SHA256withRSA";
                    case EdDSA -> "Ed25519";
                };
        return content + "." + base64(signature(key, algorithm, bytes(content)));
    }

    static byte[] signature(SigningKey key, String algorithm, byte[] content) {
        try {
            var signature = Signature.getInstance(algorithm);
            signature.initSign(privateKey(jwk(key)));
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException | JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static PrivateKey privateKey(JWK jwk) throws GeneralSecurityException, JOSEException {
        return switch (jwk) {
            case ECKey key -> key.toECPrivateKey();
            case RSAKey key -> key.toRSAPrivateKey();
            case OctetKeyPair key -> {
                // RFC 8410 §7: the frame around the 32 bytes.
                var der = new ByteArrayOutputStream();
                der.writeBytes(Base64.getDecoder().decode("MC4CAQAwBQYDK2VwBCIEIA=="));
                der.writeBytes(key.getD().decode());
                yield KeyFactory.getInstance("Ed25519")
                        .generatePrivate(new PKCS8EncodedKeySpec(der.toByteArray()));
            }
            default -> throw new AssertionError("a key of what kind?");
        };
    }

    /// The public half in its plainest form.
    static byte[] encoded(SigningKey key) {
        try {
            return switch (jwk(key)) {
                case ECKey each -> each.toECPublicKey().getEncoded();
                case RSAKey each -> each.toRSAPublicKey().getEncoded();
                case OctetKeyPair each -> each.getX().decode();
                default -> throw new AssertionError("a key of what kind?");
            };
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] hmac(int size, byte[] key, String content) {
        try {
            var mac = Mac.getInstance("HmacSHA" + size);
            mac.init(new SecretKeySpec(key, "HmacSHA" + size));
            return mac.doFinal(bytes(content));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(String base64) {
        return new String(Base64.getUrlDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    static String base64(String text) {
        return base64(bytes(text));
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
