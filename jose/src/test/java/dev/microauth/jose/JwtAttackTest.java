package dev.microauth.jose;

import static dev.microauth.jose.Attack.FORGE;
import static dev.microauth.jose.TokenRefused.Reason.MALFORMED;
import static dev.microauth.jose.TokenRefused.Reason.TOO_LARGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.microauth.json.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Known attacks on whoever verifies a JWS, one row each; every row must be refused, and for its own reason.
/// Attacks on the bytes of a signature are in [SignatureAttackTest], on keys in [KeyAttackTest].
///
/// Spec: RFC 8725 §3
class JwtAttackTest {
    private static final JwtVerifier VERIFIER = Forge.verifier(Attack.EC, Attack.ED);

    static Stream<Attack> attacks() {
        return Stream.of(HeaderAttacks.all(), encodings(), serialisations(), ClaimAttacks.all())
                .flatMap(rows -> rows);
    }

    /// Security: J, C3, C4
    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void an_attack_is_refused_for_its_reason(Attack attack) {
        TokenRefused refused =
                catchThrowableOfType(TokenRefused.class, () -> VERIFIER.verify(attack.token()));
        assertThat(refused).as("was accepted").isNotNull();
        assertThat(refused.reason()).as(refused.getMessage()).isEqualTo(attack.reason());
        assertThat(refused.getStackTrace()).isEmpty();
    }

    @Test
    void the_model_of_the_attacks_is_a_good_token_and_no_row_is_there_twice() throws TokenRefused {
        assertThat(VERIFIER.verify(FORGE.sign(FORGE.input())).subject()).isEqualTo("alice");
        assertThat(attacks().map(Attack::name)).hasSizeGreaterThan(190).doesNotHaveDuplicates();
    }

    private static Stream<Attack> encodings() {
        String good = FORGE.good();
        String[] parts = good.split("\\.", -1);
        String signed = parts[0] + "." + parts[1] + ".";
        String rest = parts[2].substring(1);
        return Stream.of(
                new Attack("empty", MALFORMED, ""),
                new Attack("one dot", MALFORMED, "."),
                new Attack("two dots", MALFORMED, ".."),
                new Attack("many dots", MALFORMED, ".".repeat(8000)),
                new Attack("one part", MALFORMED, parts[0]),
                new Attack("two parts", MALFORMED, parts[0] + "." + parts[1]),
                new Attack("four parts", MALFORMED, good + ".AAAA"),
                new Attack("a dot at the end", MALFORMED, good + "."),
                new Attack("a dot at the start", MALFORMED, "." + good),
                new Attack("padded signature", MALFORMED, good + "=="),
                new Attack("padded header", MALFORMED, good.replaceFirst("\\.", "=.")),
                new Attack("newline at the end", MALFORMED, good + "\n"),
                new Attack("newline inside", MALFORMED, parts[0] + "\r\n." + parts[1] + "." + rest),
                new Attack("space before", MALFORMED, " " + good),
                new Attack("tab inside", MALFORMED, signed + rest + "\t"),
                new Attack("null character", MALFORMED, good + "\u0000"),
                new Attack("a letter beyond ASCII", MALFORMED, signed + rest + "\u00e9"),
                new Attack("a full-width letter", MALFORMED, signed + rest + "\uff21"),
                new Attack("alphabet with +", MALFORMED, signed + "+" + rest),
                new Attack("alphabet with /", MALFORMED, signed + "/" + rest),
                new Attack("idle bits of the signature", MALFORMED, otherSpelling(good)),
                new Attack("three characters too many", MALFORMED, good + "AAA"),
                new Attack("Bearer before it", MALFORMED, "Bearer " + good),
                new Attack("a megabyte of letters", TOO_LARGE, "A".repeat(1_000_000)),
                new Attack("a claim of 8 KiB", TOO_LARGE, huge()));
    }

    private static Stream<Attack> serialisations() {
        String[] parts = FORGE.good().split("\\.", -1);
        Map<String, Object> one = Map.of("protected", parts[0], "signature", parts[2]);
        Map<String, Object> flat =
                Map.of("protected", parts[0], "payload", parts[1], "signature", parts[2]);
        Map<String, Object> several = Map.of("payload", parts[1], "signatures", List.of(one, one));
        return Stream.of(
                new Attack("JSON serialisation", MALFORMED, Json.exact(flat)),
                new Attack("JSON, several signatures", MALFORMED, Json.exact(several)),
                new Attack("a JWE, alg dir", MALFORMED, jwe("dir")),
                new Attack("a JWE, alg none", MALFORMED, jwe("none")),
                new Attack("a JWE, alg PBES2", MALFORMED, jwe("PBES2-HS512+A256KW")));
    }

    private static String jwe(String algorithm) {
        return Forge.base64("{\"alg\":\"" + algorithm + "\",\"enc\":\"A256GCM\"}")
                + "..AAAA.AAAA.AAAA";
    }

    private static String huge() {
        return FORGE.withClaims(Forge.claims("x", "\"" + "y".repeat(8000) + "\""));
    }

    /// The same bytes by another last character: 64 bytes leave four idle bits in it.
    private static String otherSpelling(String token) {
        int last = token.length() - 1;
        return token.substring(0, last) + (char) (token.charAt(last) + 1);
    }
}
