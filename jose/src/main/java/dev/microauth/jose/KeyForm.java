package dev.microauth.jose;

import dev.microauth.json.Json;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// A key in its standard form, a JWK (RFC 7517, RFC 7518 §6, RFC 8037 §2).
///
/// @param algorithm the one algorithm the key serves
/// @param numbers `kty`, `crv` and the numbers, in base64url; without `kid`, `alg` or `use`
record KeyForm(Algorithm algorithm, SortedMap<String, String> numbers) {
    private static final Set<String> REQUIRED = Set.of("kty", "crv", "x", "y", "n", "e");

    KeyForm {
        numbers = Collections.unmodifiableSortedMap(new TreeMap<>(numbers));
    }

    byte[] bytes(String name) {
        String text = numbers.getOrDefault(name, "");
        return Base64Url.decode(text)
                .orElseThrow(
                        () -> new IllegalStateException("A checked key has no \"" + name + "\"."));
    }

    BigInteger number(String name) {
        byte[] bytes = bytes(name);
        BigInteger number = new BigInteger(1, bytes);
        Arrays.fill(bytes, (byte) 0);
        return number;
    }

    KeyForm publicHalf() {
        return new KeyForm(algorithm, required());
    }

    /// RFC 7638 §3: SHA-256 over the required members in lexicographic order.
    String thumbprint() {
        byte[] canonical = Json.exact(required()).getBytes(StandardCharsets.UTF_8);
        try {
            return Base64Url.encode(MessageDigest.getInstance("SHA-256").digest(canonical));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no SHA-256.", e);
        }
    }

    private SortedMap<String, String> required() {
        SortedMap<String, String> required = new TreeMap<>(numbers);
        required.keySet().retainAll(REQUIRED);
        return required;
    }

    Map<String, Object> members(String keyId) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("kid", keyId);
        members.put("alg", algorithm.name());
        members.put("use", "sig");
        members.putAll(numbers);
        return Collections.unmodifiableMap(members);
    }

    /// Never the numbers: they may be private.
    @Override
    public String toString() {
        return algorithm + " key " + thumbprint();
    }
}
