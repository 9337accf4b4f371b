package dev.microauth.jose;

import static dev.microauth.jose.TokenRefused.Reason.BAD_SIGNATURE;
import static dev.microauth.jose.TokenRefused.Reason.FORBIDDEN_HEADER;
import static dev.microauth.jose.TokenRefused.Reason.MALFORMED;
import static dev.microauth.jose.TokenRefused.Reason.TOO_LARGE;
import static dev.microauth.jose.TokenRefused.Reason.UNKNOWN_KEY;
import static dev.microauth.jose.TokenRefused.Reason.WRONG_ALGORITHM;
import static dev.microauth.jose.TokenRefused.Reason.WRONG_TYPE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import dev.microauth.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Spec: RFC 7516 §5, RFC 7518 §4.5, RFC 7518 §5.3
class TokenCipherTest {
    private static final SecretKey KEY = key(7);
    private static final SecretKey OTHER = key(8);
    private static final SecretKey SHORT = new SecretKeySpec(new byte[16], "AES");
    private static final TokenCipher CIPHER =
            new TokenCipher(kid -> Optional.ofNullable(Map.of("one", KEY, "short", SHORT).get(kid)));
    private static final String HEADER =
            "{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"cty\":\"JWT\",\"kid\":\"one\"}";
    private static final String TOKEN = Attack.FORGE.good();

    private static SecretKey key(int value) {
        var bytes = new byte[32];
        Arrays.fill(bytes, (byte) value);
        return new SecretKeySpec(bytes, "AES");
    }

    /// Security: J, C4
    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void an_attack_is_refused_for_its_reason(Attack attack) {
        TokenRefused refused =
                catchThrowableOfType(TokenRefused.class, () -> CIPHER.decrypt(attack.token()));

        assertThat(refused).as("was accepted").isNotNull();
        assertThat(refused.reason()).as(refused.getMessage()).isEqualTo(attack.reason());
    }

    static Stream<Attack> attacks() {
        return Stream.of(headers(), parts()).flatMap(rows -> rows);
    }

    private static Stream<Attack> headers() {
        return Stream.of(
                header("alg none", WRONG_ALGORITHM, with("alg", "none")),
                header("alg missing", WRONG_ALGORITHM, HEADER.replace("\"alg\":\"dir\",", "")),
                header("alg in capitals", WRONG_ALGORITHM, with("alg", "DIR")),
                header("alg of a wrapped key", WRONG_ALGORITHM, with("alg", "A256KW")),
                header("alg of RSA", WRONG_ALGORITHM, with("alg", "RSA1_5")),
                header("alg of a password", WRONG_ALGORITHM, with("alg", "PBES2-HS512+A256KW")),
                header("alg of a signature", WRONG_ALGORITHM, with("alg", "ES256")),
                header("enc of a smaller key", WRONG_ALGORITHM, with("enc", "A128GCM")),
                header("enc with CBC", WRONG_ALGORITHM, with("enc", "A256CBC-HS512")),
                header("enc missing", WRONG_ALGORITHM, HEADER.replace("\"enc\":\"A256GCM\",", "")),
                header("alg and enc swapped", WRONG_ALGORITHM, swapped()),
                header("enc no string", WRONG_ALGORITHM, HEADER.replace("\"A256GCM\"", "[]")),
                header("zip", FORBIDDEN_HEADER, also("\"zip\":\"DEF\"")),
                header("crit", FORBIDDEN_HEADER, also("\"crit\":[\"exp\"]")),
                header("p2c", FORBIDDEN_HEADER, also("\"p2c\":2147483647")),
                header("epk", FORBIDDEN_HEADER, also("\"epk\":{}")),
                header("jwk", FORBIDDEN_HEADER, also("\"jwk\":{}")),
                header("jku", FORBIDDEN_HEADER, also("\"jku\":\"https://evil.example\"")),
                header("typ", FORBIDDEN_HEADER, also("\"typ\":\"JWT\"")),
                header("cty missing", WRONG_TYPE, HEADER.replace("\"cty\":\"JWT\",", "")),
                header("cty another", WRONG_TYPE, with("cty", "text/plain")),
                header("kid unknown", UNKNOWN_KEY, with("kid", "two")),
                header("kid missing", UNKNOWN_KEY, HEADER.replace(",\"kid\":\"one\"", "")),
                header("kid empty", UNKNOWN_KEY, with("kid", "")),
                header("kid long", UNKNOWN_KEY, with("kid", "k".repeat(256))),
                header("kid a number", UNKNOWN_KEY, HEADER.replace("\"one\"", "1")),
                header("kid of a key of 128 bits", UNKNOWN_KEY, with("kid", "short")),
                header("a member twice", MALFORMED, also("\"alg\":\"dir\"")),
                header("no object", MALFORMED, "[]"),
                header("nothing", MALFORMED, ""));
    }

    private static Stream<Attack> parts() {
        String good = CIPHER.encrypt("one", TOKEN);
        String[] parts = good.split("\\.", -1);
        return Stream.of(
                new Attack("a signed token", MALFORMED, TOKEN),
                new Attack("empty", MALFORMED, ""),
                new Attack("four parts", MALFORMED, good.substring(0, good.lastIndexOf('.'))),
                new Attack("six parts", MALFORMED, good + "."),
                new Attack("many dots", MALFORMED, ".".repeat(12_000)),
                new Attack("an encrypted key", MALFORMED, joined(parts, 1, "AAAA")),
                new Attack("no nonce", MALFORMED, joined(parts, 2, "")),
                new Attack("a nonce of 128 bits", MALFORMED, joined(parts, 2, bytes(16))),
                new Attack("a tag of 96 bits", MALFORMED, joined(parts, 4, bytes(12))),
                new Attack("no tag", MALFORMED, joined(parts, 4, "")),
                new Attack("padding", MALFORMED, good + "=="),
                new Attack("a newline", MALFORMED, good + "\n"),
                new Attack("idle bits of the tag", MALFORMED, otherSpelling(good)),
                new Attack("another nonce", BAD_SIGNATURE, joined(parts, 2, bytes(12))),
                new Attack("another tag", BAD_SIGNATURE, joined(parts, 4, bytes(16))),
                new Attack("no text", BAD_SIGNATURE, joined(parts, 3, "")),
                new Attack("a changed letter", BAD_SIGNATURE, joined(parts, 3, changed(parts[3]))),
                new Attack("a shorter text", BAD_SIGNATURE, joined(parts, 3, parts[3].substring(4))),
                new Attack(
                        "the header in another order",
                        BAD_SIGNATURE,
                        joined(parts, 0, Forge.base64(reordered()))),
                new Attack("another key", BAD_SIGNATURE, seal(HEADER, OTHER)),
                new Attack("a megabyte", TOO_LARGE, "A".repeat(1_000_000)),
                new Attack(
                        "longer by one character",
                        TOO_LARGE,
                        joined(parts, 3, "A".repeat(TokenCipher.MAX_LENGTH))),
                new Attack(
                        "JSON serialisation",
                        MALFORMED,
                        Json.exact(Map.of("protected", parts[0], "ciphertext", parts[3]))));
    }

    private static String swapped() {
        return "{\"alg\":\"A256GCM\",\"enc\":\"dir\",\"cty\":\"JWT\",\"kid\":\"one\"}";
    }

    private static String reordered() {
        return "{\"kid\":\"one\",\"alg\":\"dir\",\"enc\":\"A256GCM\",\"cty\":\"JWT\"}";
    }

    private static String with(String member, String value) {
        return HEADER.replaceFirst("\"" + member + "\":\"[^\"]*\"", "\"" + member + "\":\"" + value + "\"");
    }

    private static String also(String member) {
        return HEADER.replace("}", "," + member + "}");
    }

    /// Sealed with the right key: nothing is wrong but the header.
    private static Attack header(String name, TokenRefused.Reason reason, String json) {
        return new Attack(name, reason, seal(json, KEY));
    }

    private static String seal(String json, SecretKey key) {
        String header = Forge.base64(json);
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, new byte[12]));
            cipher.updateAAD(header.getBytes(StandardCharsets.US_ASCII));
            byte[] sealed = cipher.doFinal(TOKEN.getBytes(StandardCharsets.US_ASCII));
            int end = sealed.length - 16;
            return header
                    + ".."
                    + bytes(12)
                    + "."
                    + Base64Url.encode(Arrays.copyOf(sealed, end))
                    + "."
                    + Base64Url.encode(Arrays.copyOfRange(sealed, end, sealed.length));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String joined(String[] parts, int index, String other) {
        String[] changed = parts.clone();
        changed[index] = other;
        return String.join(".", changed);
    }

    private static String bytes(int count) {
        return Base64Url.encode(new byte[count]);
    }

    private static String changed(String text) {
        return (text.charAt(0) == 'A' ? 'B' : 'A') + text.substring(1);
    }

    /// Sixteen bytes leave four idle bits in the last character.
    private static String otherSpelling(String token) {
        int last = token.length() - 1;
        return token.substring(0, last) + (char) (token.charAt(last) + 1);
    }

    @Test
    void the_model_of_the_attacks_opens_and_no_row_is_there_twice() {
        assertThatCode(() -> assertThat(CIPHER.decrypt(seal(HEADER, KEY))).isEqualTo(TOKEN))
                .doesNotThrowAnyException();
        assertThatCode(() -> assertThat(CIPHER.decrypt(seal(reordered(), KEY))).isEqualTo(TOKEN))
                .doesNotThrowAnyException();
        assertThat(attacks().map(Attack::name)).hasSizeGreaterThan(45).doesNotHaveDuplicates();
    }

    @Test
    void what_no_verifier_would_take_is_not_encrypted() {
        String huge = "a".repeat(JwtVerifier.MAX_LENGTH + 1);

        assertThatIllegalArgumentException().isThrownBy(() -> CIPHER.encrypt("one", huge));
        assertThatIllegalArgumentException().isThrownBy(() -> CIPHER.encrypt("two", TOKEN));
        assertThatIllegalArgumentException().isThrownBy(() -> CIPHER.encrypt("short", TOKEN));
    }

    @Test
    void the_longest_token_goes_in_and_comes_out() throws TokenRefused {
        String longest = "a".repeat(JwtVerifier.MAX_LENGTH);

        String encrypted = CIPHER.encrypt("one", longest);

        assertThat(encrypted).hasSizeLessThanOrEqualTo(TokenCipher.MAX_LENGTH);
        assertThat(CIPHER.decrypt(encrypted)).isEqualTo(longest);
    }

    @Test
    void no_nonce_is_used_twice_and_nothing_of_the_token_shows() {
        Set<String> nonces = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            String encrypted = CIPHER.encrypt("one", TOKEN);
            nonces.add(encrypted.split("\\.", -1)[2]);
            assertThat(encrypted).doesNotContain(TOKEN.split("\\.", -1)[1].substring(0, 20));
        }

        assertThat(nonces).hasSize(1_000);
    }

    @Test
    void nimbus_opens_what_is_encrypted_here() throws ParseException, JOSEException {
        JWEObject opened = JWEObject.parse(CIPHER.encrypt("one", TOKEN));
        opened.decrypt(new DirectDecrypter(KEY));

        assertThat(opened.getPayload()).hasToString(TOKEN);
        assertThat(opened.getHeader().getContentType()).isEqualTo("JWT");
        assertThat(opened.getHeader().getKeyID()).isEqualTo("one");
        assertThat(opened.getPayload().toSignedJWT()).isNotNull();
    }

    @Test
    void what_nimbus_encrypts_opens_here() throws JOSEException, TokenRefused {
        var theirs =
                new JWEObject(
                        new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
                                .contentType("JWT")
                                .keyID("one")
                                .build(),
                        new Payload(TOKEN));
        theirs.encrypt(new DirectEncrypter(KEY));

        assertThat(CIPHER.decrypt(theirs.serialize())).isEqualTo(TOKEN);
    }
}
