package dev.microauth.jose;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads a JWK and refuses what is weak, ambiguous or not a key of this house.
final class KeyReader {
    private static final BigInteger F4 = BigInteger.valueOf(65537);
    private static final int MIN_RSA_BITS = 2048;
    private static final int MAX_RSA_BITS = 8192;
    private static final List<String> PRIVATE =
            List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

    private final Map<String, Object> members;
    private final SortedMap<String, String> numbers = new TreeMap<>();

    private KeyReader(Map<String, Object> members) {
        this.members = members;
    }

    /// @throws IllegalArgumentException for private members, or a key that is weak or not ours to use
    static KeyForm ofPublic(Map<String, Object> members) {
        // RFC 7517 §9.2: a private number in a public place is an accident; it must not pass
        // unseen.
        for (String name : PRIVATE) {
            if (members.containsKey(name)) {
                throw refused("it holds the private member \"" + name + "\"");
            }
        }
        return new KeyReader(members).read(false);
    }

    /// @throws IllegalArgumentException for a key without its private half, or one that is weak or not ours to use
    static KeyForm ofPrivate(Map<String, Object> members) {
        KeyForm form = ofSealed(members);
        if (!KeyChecks.belongTogether(form)) {
            throw refused("its private half does not belong to its public half");
        }
        return form;
    }

    /// The same for one whose halves are known to belong together.
    static KeyForm ofSealed(Map<String, Object> members) {
        if (!members.containsKey("d")) {
            throw refused("it has no private half (\"d\")");
        }
        return new KeyReader(members).read(true);
    }

    /// The message never repeats a value: it may be the secret one.
    static IllegalArgumentException refused(String why) {
        return new IllegalArgumentException("The JWK is refused: " + why + ".");
    }

    private KeyForm read(boolean isPrivate) {
        Algorithm algorithm = algorithm();
        if (!text("use", "sig").equals("sig")) {
            throw refused("its \"use\" is not \"sig\"");
        }
        numbers.put("kty", text("kty", ""));
        switch (algorithm) {
            case EdDSA -> readEd25519(isPrivate);
            case ES256 -> readP256(isPrivate);
            case RS256 -> readRsa(isPrivate);
        }
        KeyForm form = new KeyForm(algorithm, numbers);
        if (!KeyChecks.isSound(form)) {
            throw refused("its point is not on the curve, or generates almost nothing");
        }
        return form;
    }

    /// RFC 8725 §3.1: a key has one algorithm. Its kind decides which; an `alg` beside it must agree.
    private Algorithm algorithm() {
        String kind = text("kty", "") + " " + text("crv", "");
        Algorithm algorithm =
                switch (kind) {
                    case "OKP Ed25519" -> Algorithm.EdDSA;
                    case "EC P-256" -> Algorithm.ES256;
                    case "RSA " -> Algorithm.RS256;
                    default -> throw refused("it is neither Ed25519, nor P-256, nor RSA");
                };
        if (!text("alg", algorithm.name()).equals(algorithm.name())) {
            throw refused("its \"alg\" is not " + algorithm + ", which is what this key is for");
        }
        return algorithm;
    }

    private void readEd25519(boolean isPrivate) {
        numbers.put("crv", "Ed25519");
        take32("x");
        if (isPrivate) {
            take32("d");
        }
    }

    private void readP256(boolean isPrivate) {
        numbers.put("crv", "P-256");
        take32("x");
        take32("y");
        if (isPrivate) {
            take32("d");
        }
    }

    private void readRsa(boolean isPrivate) {
        BigInteger modulus = takeNumber("n");
        if (modulus.bitLength() < MIN_RSA_BITS || modulus.bitLength() > MAX_RSA_BITS) {
            throw refused(
                    "RSA keys have %d to %d bits here, this one has %d"
                            .formatted(MIN_RSA_BITS, MAX_RSA_BITS, modulus.bitLength()));
        }
        BigInteger exponent = takeNumber("e");
        // FIPS 186-5 §5.4 asks for more than 2^16; beyond 32 bits a stranger's key would only cost
        // us time.
        if (exponent.compareTo(F4) < 0 || exponent.bitLength() > 32) {
            throw refused("its exponent is too small or too large");
        }
        if (!modulus.testBit(0) || !exponent.testBit(0)) {
            throw refused("its modulus or exponent is even");
        }
        if (isPrivate) {
            for (String name : List.of("d", "p", "q", "dp", "dq", "qi")) {
                takeNumber(name);
            }
        }
    }

    /// RFC 7518 §6.2.1.2, RFC 8037 §2: these numbers have their full 32 octets.
    private void take32(String name) {
        byte[] bytes = decoded(name);
        if (bytes.length != 32) {
            throw refused("\"" + name + "\" has not 32 octets");
        }
        numbers.put(name, Base64Url.encode(bytes));
    }

    private BigInteger takeNumber(String name) {
        byte[] bytes = decoded(name);
        // RFC 7518 §2: the least octets that hold the number; else one key would have two
        // thumbprints.
        if (bytes.length == 0 || bytes[0] == 0) {
            throw refused("\"" + name + "\" is not in its shortest form");
        }
        numbers.put(name, Base64Url.encode(bytes));
        return new BigInteger(1, bytes);
    }

    private byte[] decoded(String name) {
        return Base64Url.decode(text(name, ""))
                .orElseThrow(() -> refused("\"" + name + "\" is not base64url"));
    }

    private String text(String name, String otherwise) {
        if (members.getOrDefault(name, otherwise) instanceof String text) {
            return text;
        }
        throw refused("\"" + name + "\" is not a string");
    }
}
