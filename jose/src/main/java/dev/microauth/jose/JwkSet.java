package dev.microauth.jose;

import dev.microauth.json.Json;
import dev.microauth.json.Limits;
import dev.microauth.json.MalformedJson;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A set of public keys, each under its own `kid` (RFC 7517 §5). Immutable.
///
/// ```java runnable
/// JwkSet set = JwkSet.of(List.of(SigningKey.generate(Algorithm.ES256).verificationKey()));
/// System.out.println(JwkSet.parse(set.toJson()).keys().size());
/// ```
public final class JwkSet implements KeySource {
    /// The most bytes of a set that [#parse(String)] reads.
    static final int MAX_LENGTH = 256 * 1024;

    private final Map<String, VerificationKey> keys;

    private JwkSet(Map<String, VerificationKey> keys) {
        this.keys = keys;
    }

    /// A set of these keys.
    ///
    /// @throws IllegalArgumentException when two keys have the same `kid`
    public static JwkSet of(Collection<VerificationKey> keys) {
        Map<String, VerificationKey> byId = LinkedHashMap.newLinkedHashMap(keys.size());
        for (VerificationKey key : keys) {
            if (byId.put(key.keyId(), key) != null) {
                throw new IllegalArgumentException(
                        "Two keys of the set have the same \"kid\": a token could not say which one it means.");
            }
        }
        return new JwkSet(Collections.unmodifiableMap(byId));
    }

    /// Reads a JWK set of at most 256 KiB. Keys that [VerificationKey#parse(Map)] refuses are left out, as RFC 7517 §5
    /// asks: a set may hold keys for others.
    ///
    /// @throws IllegalArgumentException when it is no JWK set, or two usable keys have the same `kid`
    public static JwkSet parse(String json) {
        if (json.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("The JWK set is longer than 256 KiB.");
        }
        try {
            Object keys = Json.object(json, Limits.TOKEN).get("keys");
            if (keys instanceof List<?> list) {
                return of(list.stream().flatMap(element -> usable(element).stream()).toList());
            }
        } catch (MalformedJson e) {
            throw new IllegalArgumentException("The JWK set is no strict JSON.", e);
        }
        throw new IllegalArgumentException("The JWK set has no list \"keys\".");
    }

    private static Optional<VerificationKey> usable(Object element) {
        if (!(element instanceof Map<?, ?> members)) {
            return Optional.empty();
        }
        Map<String, Object> named = new LinkedHashMap<>();
        members.forEach((name, value) -> named.put((String) name, value));
        try {
            return Optional.of(VerificationKey.parse(named));
        } catch (IllegalArgumentException notForUs) {
            return Optional.empty();
        }
    }

    /// The set as JSON, in the order in which the keys were given.
    public String toJson() {
        return Json.exact(
                Map.of("keys", keys.values().stream().map(VerificationKey::toJwk).toList()));
    }

    public Collection<VerificationKey> keys() {
        return keys.values();
    }

    @Override
    public Optional<VerificationKey> find(String kid) {
        return Optional.ofNullable(keys.get(kid));
    }

    @Override
    public String toString() {
        return "JWK set " + keys.keySet();
    }
}
