package dev.microauth.key;

import dev.microauth.jose.Algorithm;
import dev.microauth.jose.JwkSet;
import dev.microauth.jose.KeySource;
import dev.microauth.jose.SigningKey;
import dev.microauth.jose.VerificationKey;
import java.util.List;
import java.util.Optional;

/// One ring as it stands: which key signs for an algorithm, and what is published.
public final class KeyRing implements KeySource {
    private final Ring ring;
    private final List<RingKey> keys;
    private final JwkSet published;
    private final String json;

    KeyRing(Ring ring, List<RingKey> keys) {
        this.ring = ring;
        this.keys = List.copyOf(keys);
        this.published =
                JwkSet.of(keys.stream().map(each -> each.key().verificationKey()).toList());
        this.json = published.toJson();
    }

    public Ring ring() {
        return ring;
    }

    public List<RingKey> keys() {
        return keys;
    }

    /// The key that signs now.
    public SigningKey signing(Algorithm algorithm) {
        return find(algorithm, KeyState.CURRENT)
                .orElseThrow(() ->
                        new IllegalStateException(
                                "no current " + algorithm + " key in ring " + ring.label()))
                .key();
    }

    Optional<RingKey> find(Algorithm algorithm, KeyState state) {
        return keys.stream()
                .filter(each -> each.key().algorithm() == algorithm && each.state() == state)
                .findFirst();
    }

    @Override
    public Optional<VerificationKey> find(String kid) {
        return published.find(kid);
    }

    /// The JWK set of next, current and retired keys, as JSON.
    public String json() {
        return json;
    }
}
