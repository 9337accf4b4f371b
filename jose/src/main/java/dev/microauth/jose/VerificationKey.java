package dev.microauth.jose;

import dev.microauth.jose.Crypto.Verifier;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A public key with its one algorithm: what a token's signature is checked with. Safe for all threads.
///
/// ```java runnable
/// VerificationKey key = SigningKey.generate(Algorithm.ES256).verificationKey();
/// System.out.println(VerificationKey.parse(key.toJwk()).keyId().equals(key.keyId()));
/// ```
public final class VerificationKey {
    private final String keyId;
    private final KeyForm form;
    private volatile @Nullable Bound bound;

    private record Bound(Crypto crypto, Verifier verifier) {}

    VerificationKey(String keyId, KeyForm form) {
        this.keyId = keyId;
        this.form = form;
    }

    /// Reads a public JWK: Ed25519, P-256 or RSA of at least 2048 bits. Its own `kid` is kept; without one it is the
    /// RFC 7638 thumbprint.
    ///
    /// @throws IllegalArgumentException for anything else: another kind of key, an `alg` or `use` that does not fit, a
    ///     private member, a point off the curve or of small order
    public static VerificationKey parse(Map<String, Object> publicJwk) {
        KeyForm form = KeyReader.ofPublic(publicJwk);
        Object keyId = publicJwk.getOrDefault("kid", form.thumbprint());
        if (keyId instanceof String text && !text.isEmpty()) {
            return new VerificationKey(text, form);
        }
        throw KeyReader.refused("its \"kid\" is no name");
    }

    /// The `kid` under which tokens name this key.
    public String keyId() {
        return keyId;
    }

    public Algorithm algorithm() {
        return form.algorithm();
    }

    /// The public JWK with `kid`, `alg` and `use: sig`; unmodifiable.
    public Map<String, Object> toJwk() {
        return form.members(keyId);
    }

    boolean verify(byte[] input, byte[] signature) {
        return SignatureForm.isPossible(form, signature) && verifier().verify(input, signature);
    }

    /// Bound at first use, and anew after [Jose#accelerate()]. Two threads may both do it; either result serves.
    private Verifier verifier() {
        @Nullable Bound now = bound;
        Crypto crypto = Jose.crypto();
        if (now == null || now.crypto != crypto) {
            now = new Bound(crypto, crypto.verifier(form));
            bound = now;
        }
        return now.verifier;
    }

    @Override
    public String toString() {
        return algorithm() + " key " + keyId;
    }
}
