package dev.microauth.jose;

import dev.microauth.jose.Crypto.Signer;
import dev.microauth.json.Json;
import dev.microauth.json.Limits;
import dev.microauth.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A private key with its public half and its one algorithm; its `kid` is the RFC 7638 thumbprint. Safe for all threads.
///
/// ```java runnable
/// SigningKey key = SigningKey.generate(Algorithm.EdDSA);
/// String compact = key.sign("JWT", Map.of("iss", "https://id.example.com", "sub", "alice"));
/// System.out.println(key.keyId() + " signed " + compact.length() + " characters");
/// ```
public final class SigningKey {
    private final KeyForm form;
    private final VerificationKey verificationKey;
    private volatile @Nullable Bound bound;

    private record Bound(Crypto crypto, Signer signer) {}

    private SigningKey(KeyForm form) {
        this.form = form;
        this.verificationKey = new VerificationKey(form.thumbprint(), form.publicHalf());
    }

    /// A new key from the system's random source: Ed25519, P-256 or RSA of 3072 bits. An RSA key takes up to seconds.
    public static SigningKey generate(Algorithm algorithm) {
        try {
            return new SigningKey(Jose.crypto().generate(algorithm));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "This Java runtime cannot make a key for " + algorithm + ".", e);
        }
    }

    /// Reads a private JWK (RFC 7517; Ed25519 as in RFC 8037) from UTF-8 JSON. The caller zeroes the bytes.
    ///
    /// @throws IllegalArgumentException for another kind of key, an `alg`, `use` or `kid` that does not fit, or halves
    ///     that do not belong together; the message never repeats the key
    public static SigningKey parse(byte[] privateJwk) {
        return read(privateJwk, KeyReader::ofPrivate);
    }

    /// Reads what [#toPrivateJwk()] gave, after it was kept where nobody could change it unseen, such as under a seal: that
    /// its halves belong together is not tried again, which takes a signature and its check.
    ///
    /// @throws IllegalArgumentException as [#parse(byte[])], save for halves that do not belong together
    public static SigningKey parseSealed(byte[] privateJwk) {
        return read(privateJwk, KeyReader::ofSealed);
    }

    private static SigningKey read(
            byte[] privateJwk, Function<Map<String, Object>, KeyForm> reader) {
        Map<String, Object> members;
        try {
            members = Json.object(privateJwk, Limits.TOKEN);
        } catch (MalformedJson e) {
            throw new IllegalArgumentException("The private JWK is no strict JSON.", e);
        }
        SigningKey key = new SigningKey(reader.apply(members));
        if (!key.keyId().equals(members.getOrDefault("kid", key.keyId()))) {
            throw KeyReader.refused("its \"kid\" is not its RFC 7638 thumbprint, " + key.keyId());
        }
        return key;
    }

    /// The private JWK with `kid`, `alg` and `use: sig`, as UTF-8 JSON; [#parse(byte[])] reads it. The caller zeroes it.
    public byte[] toPrivateJwk() {
        return Json.exact(form.members(keyId())).getBytes(StandardCharsets.UTF_8);
    }

    /// The RFC 7638 thumbprint.
    public String keyId() {
        return verificationKey.keyId();
    }

    public Algorithm algorithm() {
        return form.algorithm();
    }

    public VerificationKey verificationKey() {
        return verificationKey;
    }

    /// A compact JWS (RFC 7515 §7.1) whose header is exactly `typ`, `alg` and `kid`.
    ///
    /// @param type what the token is (`at+jwt`, `JWT`, `logout+jwt` …); a verifier asks for it by name
    /// @param claims String, Long, Integer, Boolean, and List and Map of these; written in the order of the map
    /// @throws IllegalArgumentException for a claim of another type, or when the token would be longer than the 8 KiB
    ///     that a verifier takes
    public String sign(String type, Map<String, ?> claims) {
        Map<String, String> header = new LinkedHashMap<>();
        header.put("typ", type);
        header.put("alg", algorithm().name());
        header.put("kid", keyId());
        String input = part(header) + "." + part(claims);
        byte[] signature = signer().sign(input.getBytes(StandardCharsets.US_ASCII));
        String token = input + "." + Base64Url.encode(signature);
        if (token.length() > JwtVerifier.MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "The token would have %d characters, and verifiers take %d: give it fewer or shorter claims."
                            .formatted(token.length(), JwtVerifier.MAX_LENGTH));
        }
        return token;
    }

    private static String part(Map<String, ?> members) {
        return Base64Url.encode(Json.exact(members).getBytes(StandardCharsets.UTF_8));
    }

    /// Bound at first use, and anew after [Jose#accelerate()]. Two threads may both do it; either result serves.
    private Signer signer() {
        @Nullable Bound now = bound;
        Crypto crypto = Jose.crypto();
        if (now == null || now.crypto != crypto) {
            now = new Bound(crypto, crypto.signer(form));
            bound = now;
        }
        return now.signer;
    }

    /// Never the private half.
    @Override
    public String toString() {
        return "private " + verificationKey;
    }
}
