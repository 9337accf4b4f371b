package dev.microauth.jose;

import java.util.Optional;

/// The signature algorithms of this house, by their JOSE names (RFC 7518 §3.1, RFC 8037 §3.1).
///
/// ```java runnable
/// SigningKey key = SigningKey.generate(Algorithm.ES256);
/// System.out.println(key.algorithm());
/// ```
public enum Algorithm {
    /// Ed25519; the JOSE name covers Ed448 too, which is not taken here.
    EdDSA,
    /// ECDSA over P-256 with SHA-256.
    ES256,
    /// RSASSA-PKCS1-v1_5 with SHA-256, 2048 bits at least.
    RS256;

    /// The algorithm of exactly this name; names are case-sensitive (RFC 7515 §4.1.1).
    static Optional<Algorithm> named(String name) {
        for (Algorithm algorithm : values()) {
            if (algorithm.name().equals(name)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }
}
