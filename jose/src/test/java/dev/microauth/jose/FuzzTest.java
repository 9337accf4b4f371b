package dev.microauth.jose;

import static dev.microauth.jose.TokenRefused.Reason.BAD_SIGNATURE;
import static dev.microauth.jose.TokenRefused.Reason.MALFORMED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.fail;

import dev.microauth.json.Json;
import dev.microauth.json.Limits;
import dev.microauth.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Random input, the same on every run.
///
/// Security: J, N4, C4
class FuzzTest {
    private static final String ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ \n\u0000\u00e9";
    private static final SigningKey KEY = SigningKey.generate(Algorithm.ES256);
    private static final Forge FORGE = new Forge(KEY);
    private static final JwtVerifier VERIFIER = Forge.verifier(KEY);

    /// The refusal of a text that is no good token.
    private static TokenRefused.Reason refusal(JwtVerifier verifier, String token) {
        try {
            verifier.verify(token);
            return fail("accepted: " + token);
        } catch (TokenRefused refused) {
            return refused.reason();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_token_with_any_one_character_changed_is_refused(Algorithm algorithm) {
        SigningKey key = SigningKey.generate(algorithm);
        JwtVerifier verifier = Forge.verifier(key);
        String token = key.sign("at+jwt", Forge.claims());
        Random random = new Random(7515);
        for (int at = 0; at < token.length(); at++) {
            char other = ALPHABET.charAt(random.nextInt(64));
            if (other == token.charAt(at)) {
                other = other == 'A' ? 'B' : 'A';
            }
            StringBuilder changed = new StringBuilder(token);
            changed.setCharAt(at, other);
            refusal(verifier, changed.toString());
            refusal(verifier, new StringBuilder(token).deleteCharAt(at).toString());
        }
    }

    @Test
    void a_signature_or_claims_with_any_one_bit_turned_do_not_fit() {
        String token = FORGE.good();
        String[] parts = token.split("\\.", -1);
        for (int part : List.of(1, 2)) {
            byte[] bytes = Base64Url.decode(parts[part]).orElseThrow();
            for (int bit = 0; bit < bytes.length * 8; bit++) {
                byte[] turned = bytes.clone();
                turned[bit / 8] ^= (byte) (1 << bit % 8);
                String changed = token.replace(parts[part], Base64Url.encode(turned));
                assertThat(refusal(VERIFIER, changed)).isEqualTo(BAD_SIGNATURE);
            }
        }
    }

    @Test
    void garbage_is_refused_and_nothing_else_happens() {
        Random random = new Random(7519);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(120); i > 0; i--) {
                text.append(
                        random.nextInt(50) == 0
                                ? (char) random.nextInt(0x10000)
                                : ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
            refusal(VERIFIER, text.toString());
        }
    }

    @Test
    void good_tokens_cut_up_and_spliced_are_refused() {
        Random random = new Random(8725);
        String token = FORGE.good();
        String other = FORGE.withClaims(Forge.claims("sub", "\"bob\""));
        for (int round = 0; round < 5_000; round++) {
            int from = random.nextInt(token.length());
            int to = random.nextInt(other.length());
            String spliced = token.substring(0, from) + other.substring(to);
            if (!spliced.equals(token) && !spliced.equals(other)) {
                refusal(VERIFIER, spliced);
            }
        }
    }

    @Test
    void signed_garbage_for_claims_or_header_is_refused() {
        Random random = new Random(8259);
        byte[] good = Json.exact(Forge.claims()).getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 2_000; round++) {
            byte[] claims = mutated(good, random);
            byte[] header = mutated(FORGE.header().getBytes(StandardCharsets.UTF_8), random);
            Throwable thrown =
                    catchThrowable(() -> {
                        VERIFIER.verify(FORGE.withHeader(header));
                        VERIFIER.verify(FORGE.withClaims(claims));
                    });
            // A changed jti is as good as any, so being accepted is no fault; another exception is.
            assertThat(thrown == null || thrown instanceof TokenRefused).as("%s", thrown).isTrue();
        }
    }

    private static byte[] mutated(byte[] good, Random random) {
        byte[] mutated = good.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            mutated[random.nextInt(mutated.length)] =
                    random.nextBoolean()
                            ? (byte) random.nextInt(256)
                            : (byte) "{}[]\",:\\0-e.ntf".charAt(random.nextInt(15));
        }
        return mutated;
    }

    @Test
    void json_of_any_kind_reads_as_it_was_written_or_is_malformed() {
        Random random = new Random(7493);
        for (int round = 0; round < 5_000; round++) {
            Map<String, Object> object = Map.of("a", value(random, 5), "b", value(random, 5));
            String written = Json.exact(object);
            assertThat(readOf(written)).isEqualTo(object);
            int at = random.nextInt(written.length());
            String cut = written.substring(0, at);
            assertThat(catchThrowable(() -> Json.object(cut, Limits.TOKEN)))
                    .isInstanceOf(MalformedJson.class);
        }
        assertThat(refusal(VERIFIER, "a.b.c")).isEqualTo(MALFORMED);
    }

    private static Object readOf(String json) {
        try {
            return Json.object(json, Limits.TOKEN);
        } catch (MalformedJson e) {
            return fail(e.getMessage() + ": " + json);
        }
    }

    private static Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 6 : 4)) {
            case 0 -> random.nextLong(-Json.MAX_INTEGER, Json.MAX_INTEGER);
            case 1 -> random.nextBoolean();
            case 2 -> random.nextGaussian();
            case 3 -> text(random);
            case 4 -> List.of(value(random, depth - 1), value(random, depth - 1));
            default -> Map.of(text(random), value(random, depth - 1));
        };
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            int point = random.nextInt(random.nextBoolean() ? 0x80 : 0x10ffff);
            text.appendCodePoint(point >= 0xd800 && point < 0xe000 ? 'x' : point);
        }
        return text.toString();
    }
}
