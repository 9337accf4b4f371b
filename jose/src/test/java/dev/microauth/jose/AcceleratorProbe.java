package dev.microauth.jose;

import java.util.List;

/// A program of its own for [AcceleratorTest]: a provider is loaded once in the life of a process.
final class AcceleratorProbe {
    private AcceleratorProbe() {}

    public static void main(String[] arguments) throws TokenRefused {
        boolean accelerated = Jose.accelerate();
        for (Algorithm algorithm : List.of(Algorithm.EdDSA, Algorithm.ES256)) {
            SigningKey key = SigningKey.generate(algorithm);
            Forge.verifier(key).verify(key.sign("at+jwt", Forge.claims()));
        }
        System.out.println(accelerated + ": " + Jose.provider());
    }
}
