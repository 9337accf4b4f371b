package dev.microauth.jose;

import static dev.microauth.jose.TokenRefused.Reason.BAD_SIGNATURE;
import static dev.microauth.jose.TokenRefused.Reason.WRONG_ALGORITHM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.microauth.json.Json;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Attacks on the bytes of a signature, against the platform's code and the accelerator's alike.
///
/// Security: J, C4, C5
class SignatureAttackTest {
    private static final SigningKey EC = SigningKey.generate(Algorithm.ES256);
    private static final SigningKey ED = SigningKey.generate(Algorithm.EdDSA);
    private static final SigningKey RSA = SigningKey.generate(Algorithm.RS256);
    private static final JwtVerifier VERIFIER = Forge.verifier(EC, ED, RSA);
    private static final BigInteger P256_ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
    private static final BigInteger ED25519_ORDER =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    @AfterEach
    void backToThePlatform() {
        Jose.use(Crypto.platform());
    }

    private static void with(boolean accelerated) {
        if (accelerated) {
            assertThat(Jose.accelerate()).isTrue();
        }
    }

    private static void refusesAll(SigningKey key, Map<String, byte[]> signatures) {
        String input = new Forge(key).input();
        signatures.forEach((name, signature) ->
                assertRefused(name, Forge.withSignature(input, signature), BAD_SIGNATURE));
    }

    private static void assertRefused(String name, String token, TokenRefused.Reason reason) {
        TokenRefused refused =
                catchThrowableOfType(TokenRefused.class, () -> VERIFIER.verify(token));
        assertThat(refused).as(name).isNotNull();
        assertThat(refused.reason()).as(name).isEqualTo(reason);
    }

    /// The signature of the key's model token.
    private static byte[] signature(SigningKey key) {
        Forge forge = new Forge(key);
        String token = forge.sign(forge.input());
        return Base64.getUrlDecoder().decode(token.substring(token.lastIndexOf('.') + 1));
    }

    /// Security: J, C5
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void an_ecdsa_signature_with_impossible_numbers_is_refused(boolean accelerated)
            throws GeneralSecurityException {
        with(accelerated);
        byte[] good = signature(EC);
        byte[] r = Arrays.copyOf(good, 32);
        byte[] s = Arrays.copyOfRange(good, 32, 64);
        byte[] zero = new byte[32];
        byte[] one = bytes(BigInteger.ONE, 32);
        byte[] order = bytes(P256_ORDER, 32);
        byte[] next = bytes(P256_ORDER.add(BigInteger.ONE), 32);
        byte[] most = new byte[32];
        Arrays.fill(most, (byte) 0xff);
        refusesAll(
                EC,
                Map.of(
                        "psychic, all zero", new byte[64],
                        "r = 0", join(zero, s),
                        "s = 0", join(r, zero),
                        "r = n", join(order, s),
                        "s = n", join(r, order),
                        "r = n + 1", join(next, s),
                        "s = n + 1", join(r, next),
                        "r and s most", join(most, most),
                        "r and s swapped", join(s, r),
                        "r = s = 1", join(one, one)));
        refusesAll(
                EC,
                Map.of(
                        "no bytes", new byte[0],
                        "63 bytes", Arrays.copyOf(good, 63),
                        "65 bytes", Arrays.copyOf(good, 65),
                        "a leading zero for each", join(join(new byte[1], r), join(new byte[1], s)),
                        "DER", der(),
                        "P-384's length", new byte[96],
                        "by a P-384 key", p384(),
                        "by the Ed25519 key", signature(ED)));
    }

    private static byte[] der() throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(JcaKeys.privateKey(Forge.form(EC)));
        signature.update(new Forge(EC).input().getBytes(StandardCharsets.US_ASCII));
        return signature.sign();
    }

    private static byte[] p384() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp384r1"));
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(generator.generateKeyPair().getPrivate());
        signature.update(new Forge(EC).input().getBytes(StandardCharsets.US_ASCII));
        return signature.sign();
    }

    /// Security: J, C5
    /// Spec: RFC 8032 §5.1.7
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void an_ed25519_signature_with_impossible_numbers_is_refused(boolean accelerated) {
        with(accelerated);
        byte[] good = signature(ED);
        byte[] r = Arrays.copyOf(good, 32);
        byte[] s = Arrays.copyOfRange(good, 32, 64);
        byte[] higher = reversed(bytes(new BigInteger(1, reversed(s)).add(ED25519_ORDER), 32));
        byte[] order = reversed(bytes(ED25519_ORDER, 32));
        byte[] identity = new byte[32];
        identity[0] = 1;
        refusesAll(
                ED,
                Map.of(
                        "S + L, the second spelling", join(r, higher),
                        "S = L", join(r, order),
                        "all zero", new byte[64],
                        "R the neutral point", join(identity, s),
                        "R neutral, S zero", join(identity, new byte[32]),
                        "R with its sign turned", join(signTurned(r), s),
                        "no bytes", new byte[0],
                        "63 bytes", Arrays.copyOf(good, 63),
                        "65 bytes", Arrays.copyOf(good, 65),
                        "by the EC key", signature(EC)));
    }

    /// Security: J, C4
    /// Spec: RFC 8017 §8.2.2
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void an_rsa_signature_with_a_doctored_padding_is_refused(boolean accelerated)
            throws GeneralSecurityException {
        with(accelerated);
        byte[] good = signature(RSA);
        int length = good.length;
        byte[] hash =
                MessageDigest.getInstance("SHA-256")
                        .digest(new Forge(RSA).input().getBytes(StandardCharsets.US_ASCII));
        byte[] info = join(HexFormat.of().parseHex("3031300d060960864801650304020105000420"), hash);
        byte[] sha1 =
                join(
                        HexFormat.of().parseHex("3021300906052b0e03021a05000414"),
                        Arrays.copyOf(hash, 20));
        assertThat(raw(padded(1, 0xff, length, info))).as("the model").isEqualTo(good);
        byte[] shortPadding = new byte[length];
        byte[] start = padded(1, 0xff, 11 + info.length, info);
        System.arraycopy(start, 0, shortPadding, 0, start.length);
        refusesAll(
                RSA,
                Map.of(
                        "short padding, garbage behind", raw(shortPadding),
                        "block type 2", raw(padded(2, 0xff, length, info)),
                        "padding of zeros", raw(padded(1, 0, length, info)),
                        "no digest info", raw(padded(1, 0xff, length, hash)),
                        "SHA-1 named", raw(padded(1, 0xff, length, sha1)),
                        "no padding", raw(join(new byte[length - 32], hash)),
                        "PSS", pss(),
                        "zero", new byte[length],
                        "one", bytes(BigInteger.ONE, length)));
        refusesAll(
                RSA,
                Map.of(
                        "a leading zero", join(new byte[1], good),
                        "a trailing zero", join(good, new byte[1]),
                        "truncated", Arrays.copyOf(good, length - 1),
                        "no bytes", new byte[0],
                        "n - 1", bytes(modulus().subtract(BigInteger.ONE), length),
                        "n", bytes(modulus(), length)));
    }

    private static BigInteger modulus() {
        return Forge.form(RSA).number("n");
    }

    private static byte[] raw(byte[] encoded) {
        BigInteger signed =
                new BigInteger(1, encoded).modPow(Forge.form(RSA).number("d"), modulus());
        return bytes(signed, encoded.length);
    }

    private static byte[] padded(int type, int filler, int length, byte[] info) {
        byte[] encoded = new byte[length];
        Arrays.fill(encoded, (byte) filler);
        encoded[0] = 0;
        encoded[1] = (byte) type;
        encoded[length - info.length - 1] = 0;
        System.arraycopy(info, 0, encoded, length - info.length, info.length);
        return encoded;
    }

    private static byte[] pss() throws GeneralSecurityException {
        Signature signature = Signature.getInstance("RSASSA-PSS");
        signature.setParameter(
                new java.security.spec.PSSParameterSpec(
                        "SHA-256", "MGF1", java.security.spec.MGF1ParameterSpec.SHA256, 32, 1));
        signature.initSign(JcaKeys.privateKey(Forge.form(RSA)));
        signature.update(new Forge(RSA).input().getBytes(StandardCharsets.US_ASCII));
        return signature.sign();
    }

    /// Security: J, C3
    /// Spec: RFC 8725 §2.1
    @Test
    void an_hmac_keyed_with_a_public_key_is_refused() throws GeneralSecurityException {
        for (SigningKey key : List.of(EC, ED, RSA)) {
            for (byte[] secret : publicSpellings(key)) {
                for (String bits : List.of("256", "384", "512")) {
                    Forge forge = new Forge(key);
                    String input =
                            Forge.base64(
                                            forge.header()
                                                    .replace(key.algorithm().name(), "HS" + bits))
                                    + "."
                                    + Forge.base64(Json.exact(Forge.claims()));
                    Mac mac = Mac.getInstance("HmacSHA" + bits);
                    mac.init(new SecretKeySpec(secret, "Hmac"));
                    byte[] tag = mac.doFinal(input.getBytes(StandardCharsets.US_ASCII));
                    assertRefused("HS" + bits, Forge.withSignature(input, tag), WRONG_ALGORITHM);
                }
            }
        }
    }

    private static List<byte[]> publicSpellings(SigningKey key) throws GeneralSecurityException {
        KeyForm form = Forge.form(key).publicHalf();
        byte[] der = JcaKeys.publicKey(form).getEncoded();
        String pem =
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                        + "\n-----END PUBLIC KEY-----";
        List<byte[]> spellings = new ArrayList<>();
        spellings.add(der);
        spellings.add(pem.getBytes(StandardCharsets.US_ASCII));
        spellings.add((pem + "\n").getBytes(StandardCharsets.US_ASCII));
        spellings.add(Json.exact(key.verificationKey().toJwk()).getBytes(StandardCharsets.UTF_8));
        spellings.add(Json.exact(form.numbers()).getBytes(StandardCharsets.UTF_8));
        spellings.add(form.bytes(key.algorithm() == Algorithm.RS256 ? "n" : "x"));
        return spellings;
    }

    /// Security: J
    @Test
    void the_signature_of_another_valid_token_is_refused() {
        for (SigningKey key : List.of(EC, ED, RSA)) {
            String other = key.sign("at+jwt", Map.of("sub", "bob"));
            assertRefused(
                    key.toString(),
                    new Forge(key).input() + other.substring(other.lastIndexOf('.')),
                    BAD_SIGNATURE);
        }
    }

    private static byte[] bytes(BigInteger number, int length) {
        byte[] signed = number.toByteArray();
        byte[] fixed = new byte[length];
        int used = Math.min(signed.length, length);
        System.arraycopy(signed, signed.length - used, fixed, length - used, used);
        return fixed;
    }

    private static byte[] join(byte[] head, byte[] tail) {
        byte[] joined = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, joined, head.length, tail.length);
        return joined;
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }

    private static byte[] signTurned(byte[] point) {
        byte[] turned = point.clone();
        turned[31] ^= (byte) 0x80;
        return turned;
    }
}
