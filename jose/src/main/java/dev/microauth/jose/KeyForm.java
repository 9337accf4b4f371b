package dev.microauth.jose;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// A key in its standard form, a JWK (RFC 7517, RFC 7518 §6, RFC 8037 §2), checked once on the way in.
///
/// @param algorithm the one algorithm the key serves
/// @param jwk the numbers alone, without `kid`, `alg` or `use`
record KeyForm(Algorithm algorithm, JWK jwk) {
    private static final BigInteger F4 = BigInteger.valueOf(65537);
    private static final int NEW_RSA_BITS = 3072;
    private static final int MIN_RSA_BITS = 2048;
    private static final int MAX_RSA_BITS = 8192;
    private static final Set<String> RSA_PRIVATE = Set.of("d", "p", "q", "dp", "dq", "qi");

    static KeyForm generate(Algorithm algorithm, Crypto crypto) throws GeneralSecurityException {
        JWK jwk =
                switch (algorithm) {
                    case EdDSA -> ed25519();
                    case ES256 -> p256(crypto.generate(algorithm, 256));
                    case RS256 -> rsa(crypto.generate(algorithm, NEW_RSA_BITS));
                };
        return new KeyForm(algorithm, jwk);
    }

    private static JWK ed25519() {
        byte[] seed = new byte[Ed25519.SECRET_KEY_SIZE];
        new SecureRandom().nextBytes(seed);
        byte[] point = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(seed, 0, point, 0);
        return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(point))
                .d(Base64URL.encode(seed))
                .build();
    }

    private static JWK p256(KeyPair pair) {
        return new ECKey.Builder(Curve.P_256, (ECPublicKey) pair.getPublic())
                .privateKey(pair.getPrivate())
                .build();
    }

    private static JWK rsa(KeyPair pair) {
        return new RSAKey.Builder((RSAPublicKey) pair.getPublic())
                .privateKey(pair.getPrivate())
                .build();
    }

    /// @throws IllegalArgumentException for private members, or a key that is weak or not ours to use
    static KeyForm ofPublic(Map<String, Object> members) {
        // RFC 7517 §9.2: a private number in a public place is an accident; it must not pass
        // unseen.
        for (String name : List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k")) {
            if (members.containsKey(name)) {
                throw refused("it holds the private member \"" + name + "\"");
            }
        }
        return read(members, false);
    }

    /// @throws IllegalArgumentException for a key without its private half, or one that is weak or not ours to use
    static KeyForm ofPrivate(Map<String, Object> members) {
        if (!members.containsKey("d")) {
            throw refused("it has no private half (\"d\")");
        }
        return read(members, true);
    }

    private static KeyForm read(Map<String, Object> members, boolean isPrivate) {
        Algorithm algorithm = algorithm(members);
        if (!text(members, "use", "sig").equals("sig")) {
            throw refused("its \"use\" is not \"sig\"");
        }
        Map<String, Object> numbers = new LinkedHashMap<>();
        switch (algorithm) {
            case EdDSA -> readEd25519(members, numbers, isPrivate);
            case ES256 -> readP256(members, numbers, isPrivate);
            case RS256 -> readRsa(members, numbers, isPrivate);
        }
        return new KeyForm(algorithm, parse(algorithm, numbers));
    }

    /// RFC 8725 §3.1: a key has one algorithm. Its kind decides which; an `alg` beside it must agree.
    private static Algorithm algorithm(Map<String, Object> members) {
        String kind = text(members, "kty", "") + " " + text(members, "crv", "");
        Algorithm algorithm =
                switch (kind) {
                    case "OKP Ed25519" -> Algorithm.EdDSA;
                    case "EC P-256" -> Algorithm.ES256;
                    case "RSA " -> Algorithm.RS256;
                    default -> throw refused("it is neither Ed25519, nor P-256, nor RSA");
                };
        if (!text(members, "alg", algorithm.name()).equals(algorithm.name())) {
            throw refused("its \"alg\" is not " + algorithm + ", which is what this key is for");
        }
        return algorithm;
    }

    private static void readEd25519(
            Map<String, Object> members, Map<String, Object> numbers, boolean isPrivate) {
        numbers.put("kty", "OKP");
        numbers.put("crv", "Ed25519");
        byte[] point = bytes(members, numbers, "x", Ed25519.PUBLIC_KEY_SIZE);
        // RFC 8032 §5.1.7 with RFC 8725 §3.4: under a point of small order any signature could be
        // made to fit.
        if (!Ed25519.validatePublicKeyFull(point, 0)) {
            throw refused("\"x\" is no point of the large subgroup");
        }
        if (isPrivate) {
            bytes(members, numbers, "d", Ed25519.SECRET_KEY_SIZE);
        }
    }

    private static void readP256(
            Map<String, Object> members, Map<String, Object> numbers, boolean isPrivate) {
        numbers.put("kty", "EC");
        numbers.put("crv", "P-256");
        // RFC 7518 §6.2.1.2: coordinates have their full 32 octets. The JOSE library checks that
        // they lie on the curve.
        bytes(members, numbers, "x", 32);
        bytes(members, numbers, "y", 32);
        if (isPrivate) {
            bytes(members, numbers, "d", 32);
        }
    }

    private static void readRsa(
            Map<String, Object> members, Map<String, Object> numbers, boolean isPrivate) {
        numbers.put("kty", "RSA");
        BigInteger modulus = number(members, numbers, "n");
        if (modulus.bitLength() < MIN_RSA_BITS || modulus.bitLength() > MAX_RSA_BITS) {
            throw refused(
                    "RSA keys have %d to %d bits here, this one has %d"
                            .formatted(MIN_RSA_BITS, MAX_RSA_BITS, modulus.bitLength()));
        }
        BigInteger exponent = number(members, numbers, "e");
        // FIPS 186-5 §5.4 asks for more than 2^16; beyond 32 bits a stranger's key would only cost
        // us time.
        if (exponent.compareTo(F4) < 0 || !exponent.testBit(0) || exponent.bitLength() > 32) {
            throw refused("its exponent is even, too small or too large");
        }
        if (isPrivate) {
            for (String name : RSA_PRIVATE) {
                number(members, numbers, name);
            }
        }
    }

    private static byte[] bytes(
            Map<String, Object> members, Map<String, Object> numbers, String name, int length) {
        byte[] bytes = decoded(members, name);
        if (bytes.length != length) {
            throw refused("\"" + name + "\" has not " + length + " octets");
        }
        numbers.put(name, Base64Url.encode(bytes));
        return bytes;
    }

    private static BigInteger number(
            Map<String, Object> members, Map<String, Object> numbers, String name) {
        byte[] bytes = decoded(members, name);
        // RFC 7518 §2: the least octets that hold the number; else one key would have two
        // thumbprints.
        if (bytes.length == 0 || bytes[0] == 0) {
            throw refused("\"" + name + "\" is not in its shortest form");
        }
        numbers.put(name, Base64Url.encode(bytes));
        return new BigInteger(1, bytes);
    }

    private static byte[] decoded(Map<String, Object> members, String name) {
        return Base64Url.decode(text(members, name, ""))
                .orElseThrow(() -> refused("\"" + name + "\" is not base64url"));
    }

    private static String text(Map<String, Object> members, String name, String otherwise) {
        Object value = members.getOrDefault(name, otherwise);
        if (value instanceof String text) {
            return text;
        }
        throw refused("\"" + name + "\" is not a string");
    }

    private static JWK parse(Algorithm algorithm, Map<String, Object> numbers) {
        try {
            return switch (algorithm) {
                case EdDSA -> OctetKeyPair.parse(numbers);
                case ES256 -> ECKey.parse(numbers);
                case RS256 -> RSAKey.parse(numbers);
            };
        } catch (ParseException | IllegalArgumentException notAKey) {
            throw refused("its numbers are not those of a key");
        }
    }

    /// The message never repeats a value: it may be the secret one.
    private static IllegalArgumentException refused(String why) {
        return new IllegalArgumentException("The JWK is refused: " + why + ".");
    }

    KeyForm publicHalf() {
        return new KeyForm(algorithm, jwk.toPublicJWK());
    }

    /// RFC 7638 §3: SHA-256 over the required members in lexicographic order.
    String thumbprint() {
        Map<String, Object> required = new TreeMap<>(jwk.getRequiredParams());
        byte[] canonical = JsonWriter.write(required).getBytes(StandardCharsets.UTF_8);
        try {
            return Base64Url.encode(MessageDigest.getInstance("SHA-256").digest(canonical));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no SHA-256.", e);
        }
    }

    Map<String, Object> members(String keyId) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("kid", keyId);
        members.put("alg", algorithm.name());
        members.put("use", "sig");
        members.putAll(new TreeMap<>(jwk.toJSONObject()));
        return Collections.unmodifiableMap(members);
    }

    /// Never the numbers: they may be private.
    @Override
    public String toString() {
        return algorithm + " key " + thumbprint();
    }
}
