package dev.microauth.jose;

import java.util.Optional;

/// Where a verifier finds the key a token names: a [JwkSet], or a key ring that changes over time.
///
/// The `kid` comes from a stranger. Look it up in a map; do not build a path, a URL or a query of it.
@FunctionalInterface
public interface KeySource {
    Optional<VerificationKey> find(String kid);
}
