package dev.microauth.jose;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/// Keys from their JWK form into the platform's objects and back.
final class JcaKeys {
    // RFC 8410 §7 and §4: what stands before the 32 bytes of an Ed25519 key in PKCS #8 and in
    // SubjectPublicKeyInfo.
    private static final byte[] PKCS8_ED25519 =
            HexFormat.of().parseHex("302e020100300506032b657004220420");
    private static final byte[] X509_ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");

    private JcaKeys() {}

    /// The JCA name of the algorithm's kind of key.
    static String family(Algorithm algorithm) {
        return switch (algorithm) {
            case EdDSA -> "Ed25519";
            case ES256 -> "EC";
            case RS256 -> "RSA";
        };
    }

    static PublicKey publicKey(KeyForm form) throws GeneralSecurityException {
        return KeyFactory.getInstance(family(form.algorithm()))
                .generatePublic(
                        switch (form.algorithm()) {
                            case EdDSA ->
                                    new X509EncodedKeySpec(join(X509_ED25519, form.bytes("x")));
                            case ES256 ->
                                    new ECPublicKeySpec(
                                            new ECPoint(form.number("x"), form.number("y")),
                                            p256());
                            case RS256 -> new RSAPublicKeySpec(form.number("n"), form.number("e"));
                        });
    }

    static PrivateKey privateKey(KeyForm form) throws GeneralSecurityException {
        return KeyFactory.getInstance(family(form.algorithm()))
                .generatePrivate(
                        switch (form.algorithm()) {
                            case EdDSA ->
                                    new PKCS8EncodedKeySpec(join(PKCS8_ED25519, form.bytes("d")));
                            case ES256 -> new ECPrivateKeySpec(form.number("d"), p256());
                            case RS256 ->
                                    new RSAPrivateCrtKeySpec(
                                            form.number("n"),
                                            form.number("e"),
                                            form.number("d"),
                                            form.number("p"),
                                            form.number("q"),
                                            form.number("dp"),
                                            form.number("dq"),
                                            form.number("qi"));
                        });
    }

    static KeyForm form(Algorithm algorithm, KeyPair pair) {
        SortedMap<String, String> numbers = new TreeMap<>();
        switch (algorithm) {
            case EdDSA -> {
                numbers.put("kty", "OKP");
                numbers.put("crv", "Ed25519");
                numbers.put("x", lastBytes(pair.getPublic().getEncoded()));
                numbers.put("d", lastBytes(pair.getPrivate().getEncoded()));
            }
            case ES256 -> {
                ECPoint point = ((ECPublicKey) pair.getPublic()).getW();
                numbers.put("kty", "EC");
                numbers.put("crv", "P-256");
                numbers.put("x", fixed(point.getAffineX()));
                numbers.put("y", fixed(point.getAffineY()));
                numbers.put("d", fixed(((ECPrivateKey) pair.getPrivate()).getS()));
            }
            case RS256 -> {
                RSAPrivateCrtKey key = (RSAPrivateCrtKey) pair.getPrivate();
                numbers.put("kty", "RSA");
                numbers.put("n", shortest(key.getModulus()));
                numbers.put("e", shortest(key.getPublicExponent()));
                numbers.put("d", shortest(key.getPrivateExponent()));
                numbers.put("p", shortest(key.getPrimeP()));
                numbers.put("q", shortest(key.getPrimeQ()));
                numbers.put("dp", shortest(key.getPrimeExponentP()));
                numbers.put("dq", shortest(key.getPrimeExponentQ()));
                numbers.put("qi", shortest(key.getCrtCoefficient()));
            }
        }
        return new KeyForm(algorithm, numbers);
    }

    static ECParameterSpec p256() throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        return parameters.getParameterSpec(ECParameterSpec.class);
    }

    /// RFC 7518 §2: the least octets that hold the number.
    private static String shortest(BigInteger number) {
        byte[] signed = number.toByteArray();
        return Base64Url.encode(
                signed[0] == 0 ? Arrays.copyOfRange(signed, 1, signed.length) : signed);
    }

    /// RFC 7518 §6.2.1.2: 32 octets, however small the number.
    private static String fixed(BigInteger number) {
        byte[] signed = number.toByteArray();
        byte[] fixed = new byte[32];
        int length = Math.min(signed.length, 32);
        System.arraycopy(signed, signed.length - length, fixed, 32 - length, length);
        return Base64Url.encode(fixed);
    }

    private static String lastBytes(byte[] der) {
        return Base64Url.encode(Arrays.copyOfRange(der, der.length - 32, der.length));
    }

    private static byte[] join(byte[] head, byte[] tail) {
        byte[] joined = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, joined, head.length, tail.length);
        return joined;
    }
}
