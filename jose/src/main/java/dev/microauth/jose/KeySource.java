package dev.microauth.jose;

import java.util.Optional;

/// Where a verifier finds the key a token names: a [JwkSet], or a key ring that changes over time.
///
/// The `kid` comes from a stranger. Look it up in a map; do not build a path, a URL or a query of it.
///
/// ```java runnable
/// JwkSet known = JwkSet.of(List.of(SigningKey.generate(Algorithm.ES256).verificationKey()));
/// KeySource keys = kid -> known.find(kid);
/// System.out.println(keys.find("none").isEmpty());
/// ```
@FunctionalInterface
public interface KeySource {
    Optional<VerificationKey> find(String kid);
}
