package dev.microauth.jose;

import dev.microauth.jose.TokenRefused.Reason;
import dev.microauth.json.Json;
import dev.microauth.json.Limits;
import dev.microauth.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/// Hides signed tokens from everybody but their issuer: a compact JWE (RFC 7516) around a compact JWS, `alg` `dir` and
/// `enc` `A256GCM` (RFC 7518 §4.5, §5.3), in the form of a nested JWT (RFC 7519 §5.2). Safe for all threads.
///
/// ```java
/// SecretKey key = new SecretKeySpec(new byte[32], "AES"); // 256 bits that nobody else has
/// TokenCipher cipher = new TokenCipher(kid -> kid.equals("today") ? Optional.of(key) : Optional.empty());
/// String hidden = cipher.encrypt("today", "a.signed.token");
/// String signed = cipher.decrypt(hidden); // "a.signed.token"
/// ```
///
/// What comes out of it is still to be verified: encryption says that the token comes from somebody with the key, and
/// only the signature says what for. One key should seal no more than 2^32 tokens (NIST SP 800-38D §8.3).
public final class TokenCipher {
    /// The most characters of an encrypted token: as much as the longest signed one takes, and its frame.
    static final int MAX_LENGTH = 12 * 1024;

    private static final String ALGORITHM = "dir";
    private static final String ENCRYPTION = "A256GCM";
    private static final String CONTENT = "JWT";
    private static final Set<String> MEMBERS = Set.of("alg", "enc", "cty", "kid");
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final int PARTS = 5;

    private final SecretKeys keys;
    private final SecureRandom random = new SecureRandom();

    /// Where the keys are found, each an AES key of 256 bits.
    ///
    /// The `kid` comes from a stranger, as with [KeySource].
    @FunctionalInterface
    public interface SecretKeys {
        Optional<SecretKey> find(String kid);
    }

    public TokenCipher(SecretKeys keys) {
        this.keys = keys;
    }

    /// Wraps a signed token.
    ///
    /// @throws IllegalArgumentException when there is no such key, or the token is longer than any verifier takes
    public String encrypt(String kid, String compact) {
        if (compact.length() > JwtVerifier.MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "a token has at most " + JwtVerifier.MAX_LENGTH + " characters");
        }
        SecretKey key =
                keys.find(kid)
                        .filter(TokenCipher::fits)
                        .orElseThrow(() ->
                                new IllegalArgumentException("no 256-bit key of this kid"));
        String header = Base64Url.encode(SealedHeader.write(kid));
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] plain = compact.getBytes(StandardCharsets.US_ASCII);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, header).doFinal(plain);
            int end = sealed.length - TAG_BYTES;
            return String.join(
                    ".",
                    header,
                    "",
                    Base64Url.encode(nonce),
                    Base64Url.encode(Arrays.copyOf(sealed, end)),
                    Base64Url.encode(Arrays.copyOfRange(sealed, end, sealed.length)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES/GCM", e);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /// The signed token inside; who sent it and what it says is not known yet.
    ///
    /// @throws TokenRefused for everything that was not encrypted under one of the keys, a signed token among it
    public String decrypt(String encrypted) throws TokenRefused {
        if (encrypted.length() > MAX_LENGTH) {
            throw new TokenRefused(Reason.TOO_LARGE, "longer than " + MAX_LENGTH + " characters");
        }
        String[] parts = encrypted.split("\\.", PARTS + 1);
        if (parts.length != PARTS) {
            throw new TokenRefused(Reason.MALFORMED, "not five parts");
        }
        SealedHeader header = SealedHeader.read(decode(parts[0]));
        byte[] nonce = decode(parts[2]);
        byte[] text = decode(parts[3]);
        byte[] tag = decode(parts[4]);
        // RFC 7518 §4.5: with "dir" there is no encrypted key. §5.3: 96 bits of nonce, 128 of tag, never
        // less.
        if (!parts[1].isEmpty() || nonce.length != NONCE_BYTES || tag.length != TAG_BYTES) {
            throw new TokenRefused(Reason.MALFORMED, "a part has not its length");
        }
        SecretKey key =
                keys.find(header.keyId())
                        .filter(TokenCipher::fits)
                        .orElseThrow(() ->
                                new TokenRefused(Reason.UNKNOWN_KEY, "no key of this \"kid\""));
        return open(key, nonce, parts[0], joined(text, tag));
    }

    private static String open(SecretKey key, byte[] nonce, String header, byte[] sealed)
            throws TokenRefused {
        try {
            // RFC 7516 §5.2: nothing of the text is looked at before the tag over it and the header fits.
            byte[] plain = cipher(Cipher.DECRYPT_MODE, key, nonce, header).doFinal(sealed);
            return new String(plain, StandardCharsets.ISO_8859_1);
        } catch (AEADBadTagException e) {
            throw new TokenRefused(Reason.BAD_SIGNATURE, "the tag does not fit");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES/GCM", e);
        }
    }

    // RFC 7516 §5.1 step 14: the protected header, as it is written, is authenticated with the text.
    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, String header)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * 8, nonce));
        cipher.updateAAD(header.getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }

    // RFC 7518 §5.3: A256GCM has a key of 256 bits.
    private static boolean fits(SecretKey key) {
        byte[] bytes = key.getEncoded();
        return bytes != null && bytes.length == KEY_BYTES;
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private static byte[] decode(String part) throws TokenRefused {
        return Base64Url.decode(part)
                .orElseThrow(
                        () -> new TokenRefused(Reason.MALFORMED, "a part is not strict base64url"));
    }

    /// The protected header: `alg`, `enc`, `cty` and `kid`, each a string, and nothing else.
    private record SealedHeader(String keyId) {
        static byte[] write(String kid) {
            var members = new LinkedHashMap<String, Object>();
            members.put("alg", ALGORITHM);
            members.put("enc", ENCRYPTION);
            members.put("cty", CONTENT);
            members.put("kid", kid);
            return Json.exact(members).getBytes(StandardCharsets.UTF_8);
        }

        static SealedHeader read(byte[] json) throws TokenRefused {
            Map<String, Object> members;
            try {
                members = Json.object(json, Limits.TOKEN);
            } catch (MalformedJson e) {
                throw new TokenRefused(Reason.MALFORMED, "header: " + e.getMessage());
            }
            // RFC 8725 §3.1, §3.2: one pair of algorithms is taken, and the header only has to agree.
            if (!ALGORITHM.equals(members.get("alg")) || !ENCRYPTION.equals(members.get("enc"))) {
                throw new TokenRefused(
                        Reason.WRONG_ALGORITHM, "\"alg\" and \"enc\" are not dir and A256GCM");
            }
            // RFC 7516 §4.1.3: "zip" is not taken, nor is anything that brings a key or must be understood.
            if (!MEMBERS.containsAll(members.keySet())) {
                throw new TokenRefused(
                        Reason.FORBIDDEN_HEADER, "a header member that is not taken here");
            }
            // RFC 7519 §5.2: a nested token says that it is one.
            if (!CONTENT.equals(members.get("cty"))) {
                throw new TokenRefused(Reason.WRONG_TYPE, "\"cty\" is not \"JWT\"");
            }
            if (members.get("kid") instanceof String kid
                    && !kid.isEmpty()
                    && kid.length() <= Header.MAX_KEY_ID_LENGTH) {
                return new SealedHeader(kid);
            }
            throw new TokenRefused(Reason.UNKNOWN_KEY, "\"kid\" is missing, empty or too long");
        }
    }
}
