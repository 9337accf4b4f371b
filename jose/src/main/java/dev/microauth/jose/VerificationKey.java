package dev.microauth.jose;

import dev.microauth.jose.Crypto.Verifier;
import java.util.Map;

/// A public key with its one algorithm: what a token's signature is checked with. Safe for all threads.
public final class VerificationKey {
    private final String keyId;
    private final KeyForm form;
    private volatile Bound bound;

    private record Bound(Crypto crypto, Verifier verifier) {}

    VerificationKey(String keyId, KeyForm form) {
        this.keyId = keyId;
        this.form = form;
        this.bound = bind(Jose.crypto());
    }

    /// Reads a public JWK: Ed25519, P-256 or RSA of at least 2048 bits. Its own `kid` is kept; without one it is the
    /// RFC 7638 thumbprint.
    ///
    /// @throws IllegalArgumentException for anything else: another kind of key, an `alg` or `use` that does not fit, a
    ///     private member, a point off the curve or of small order
    public static VerificationKey parse(Map<String, Object> publicJwk) {
        KeyForm form = KeyForm.ofPublic(publicJwk);
        Object keyId = publicJwk.getOrDefault("kid", form.thumbprint());
        if (keyId instanceof String text && !text.isEmpty()) {
            return new VerificationKey(text, form);
        }
        throw new IllegalArgumentException("The JWK is refused: its \"kid\" is no name.");
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

    /// Two threads may both bind the key anew after [Jose#accelerate()]; either result serves.
    private Verifier verifier() {
        Bound now = bound;
        if (now.crypto != Jose.crypto()) {
            now = bind(Jose.crypto());
            bound = now;
        }
        return now.verifier;
    }

    private Bound bind(Crypto crypto) {
        return new Bound(crypto, crypto.verifier(form));
    }

    @Override
    public String toString() {
        return algorithm() + " key " + keyId;
    }
}
