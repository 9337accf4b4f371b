package dev.microauth.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Security: F1, F3
class PasswordsTest {

    private static final HashLimits LIMITS = new HashLimits(2, 50, Duration.ofSeconds(30));

    @TempDir static Path directory;

    private final List<Passwords> opened = new ArrayList<>();
    private final Passwords passwords = passwords(Argon2Cost.DEFAULT);

    @AfterEach
    void close() {
        opened.forEach(Passwords::close);
    }

    @Test
    void a_wrong_password_does_not_match() {
        var hash = passwords.hash(chars("correct horse battery"));

        for (String wrong :
                List.of(
                        "",
                        "Correct horse battery",
                        "correct horse battery ",
                        "correct horse batter")) {
            assertThat(passwords.verify(chars(wrong), hash))
                    .isEqualTo(new Verification(false, false));
        }
    }

    @Test
    void the_password_matches_and_its_array_stays_as_it_was() {
        char[] password = chars("correct horse battery");

        var hash = passwords.hash(password);

        assertThat(passwords.verify(password, hash)).isEqualTo(new Verification(true, false));
        assertThat(password).isEqualTo(chars("correct horse battery"));
    }

    @Test
    void every_hash_has_a_salt_of_its_own_of_sixteen_bytes_and_a_tag_of_thirty_two() {
        var hash = passwords.hash(chars("correct horse battery"));

        assertThat(hash.phc())
                .matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[^$]{22}\\$[^$]{43}");
        assertThat(passwords.hash(chars("correct horse battery"))).isNotEqualTo(hash);
    }

    @Test
    void an_empty_a_longer_and_a_broken_password_is_not_hashed() {
        for (String bad :
                List.of(
                        "",
                        "a".repeat(1025),
                        "é".repeat(513),
                        "pass\uD800word and more",
                        "a".repeat(100_000))) {
            assertThatIllegalArgumentException().isThrownBy(() -> passwords.hash(chars(bad)));
        }
    }

    @Test
    void a_longer_and_a_broken_password_never_matches_what_its_head_would() {
        var longest = passwords.hash(chars("a".repeat(1024)));
        var question = passwords.hash(chars("pass?word"));

        assertThat(passwords.verify(chars("a".repeat(1025)), longest).matches()).isFalse();
        assertThat(passwords.verify(chars("pass\uD800word"), question).matches()).isFalse();
        assertThat(passwords.verify(chars("a".repeat(1024)), longest).matches()).isTrue();
    }

    /// Spec: RFC 8265 §4.2
    @ParameterizedTest
    @CsvSource({
        "caf\u00e9 au lait sans sucre, cafe\u0301 au lait sans sucre",
        "\u1e9b\u0323 long s with two dots, \u017f\u0323\u0307 long s with two dots",
        "\uac00\ub098\ub2e4 hangul, \u1100\u1161\u1102\u1161\u1103\u1161 hangul",
        "\u00c5ngstr\u00f6m, \u212bngstro\u0308m",
        "no break space, no\u00a0break\u00a0space",
        "ideographic space, ideographic\u3000space",
    })
    void composed_and_decomposed_text_and_all_spaces_are_alike(String one, String other) {
        var hash = passwords.hash(chars(one));

        assertThat(passwords.verify(chars(other), hash).matches()).isTrue();
        assertThat(passwords.verify(chars(one), passwords.hash(chars(other))).matches()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "ｆｕｌｌ ｗｉｄｔｈ, full width",
        "ﬁne ligature, fine ligature",
        "STRASSE, straße",
        "x², x2"
    })
    void width_compatibility_and_case_are_not_folded(String one, String other) {
        assertThat(passwords.verify(chars(other), passwords.hash(chars(one))).matches()).isFalse();
    }

    @Test
    void a_hash_of_cheaper_parameters_matches_and_asks_for_a_new_one() {
        var dearer = passwords(new Argon2Cost(47_104, 2, 1));
        var hash = passwords.hash(chars("correct horse battery"));

        assertThat(dearer.verify(chars("correct horse battery"), hash))
                .isEqualTo(new Verification(true, true));
        assertThat(dearer.verify(chars("wrong"), hash)).isEqualTo(new Verification(false, false));
    }

    @Test
    void a_hash_of_dearer_parameters_is_left_alone_so_that_unequal_nodes_come_to_rest() {
        var dearer = passwords(new Argon2Cost(47_104, 1, 1));
        var hash = dearer.hash(chars("correct horse battery"));

        assertThat(passwords.verify(chars("correct horse battery"), hash))
                .isEqualTo(new Verification(true, false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "password $argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
                "password $argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "pleaseletmein $scrypt$ln=14,r=8,p=1$U29kaXVtQ2hsb3JpZGU$cCO9yzr9c0hGHAbNgf046/2o+7qQT44+qbVD9lRdofLVQylVYT8Pz2LUlwUkKpr55h6F3A1lHkDfzwF7RVdYhw",
                "abc $2a$10$WvvTPHKwdBJ3uk0Z37EMR.hLA2W6N9AEBhEgrAOljy2Ae5MtaSIUi",
                "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx $2b$10$k87L/MF28Q673VKh8/cPi.ujztLFRxVwMH871S4oTaK93xoaJei7W",
                "rasmuslerdorf $2y$12$4Umg0rCJwMswRw/l.SwHvuQV01coP0eWmGzd61QH2RvAOMANUBGC.",
            })
    void an_imported_hash_matches_and_asks_for_a_new_one(String password, String phc) {
        assertThat(passwords.verify(chars("not " + password), new PasswordHash(phc)).matches())
                .isFalse();
        assertThat(passwords.verify(chars(password), new PasswordHash(phc)))
                .isEqualTo(new Verification(true, true));
    }

    @Test
    void an_imported_hash_of_nothing_lets_nobody_in() {
        var ofNothing =
                new PasswordHash("$2a$10$k1wbIrmNyFAPwPVPSVa/zecw2BCEnBwVS2GbrmgzxFUOqW9dk4TCW");

        assertThat(passwords.verify(new char[0], ofNothing))
                .isEqualTo(new Verification(false, false));
    }

    @Test
    void libsodium_and_java_read_each_others_hashes() {
        var java =
                open(new Passwords(Argon2Cost.DEFAULT, LIMITS, NativeCrypto.refused(), random()));

        assertThat(
                        java.verify(chars("one password"), passwords.hash(chars("one password")))
                                .matches())
                .isTrue();
        assertThat(
                        passwords
                                .verify(chars("one password"), java.hash(chars("one password")))
                                .matches())
                .isTrue();
    }

    @Test
    void two_lanes_leave_libsodium_and_the_start_log_says_so() {
        var lanes = passwords(new Argon2Cost(19_456, 2, 2));
        var hash = lanes.hash(chars("one password"));

        assertThat(lanes.verify(chars("one password"), hash))
                .isEqualTo(new Verification(true, false));
        assertThat(lanes.implementation())
                .isEqualTo("Bouncy Castle (libsodium computes one lane only)");
        assertThat(passwords.implementation()).startsWith("libsodium (");
    }

    /// Security: G1
    @ParameterizedTest
    @CsvSource({
        "19456,1,0",
        "12288,3,0",
        "9216,4,0",
        "7168,5,0",
        "8,1,0",
        "4096,2,0",
        "19456,1,1",
        "12288,3,1",
        "8,1,1",
        "4096,2,1"
    })
    void a_cheaper_hash_is_topped_up_to_the_current_work(
            int memoryKib, int iterations, int freshMemory) {
        var current = Argon2Shape.of(Argon2Cost.DEFAULT);
        long stored = new Argon2Shape(memoryKib, iterations, 1).work(freshMemory);

        var rest = current.beyond(stored, freshMemory).orElseThrow();

        assertThat(stored + rest.work(freshMemory))
                .isBetween(current.work(freshMemory) - 3, current.work(freshMemory));
        assertThat(rest.memoryKib()).isLessThanOrEqualTo(current.memoryKib());
    }

    /// Security: G1
    @Test
    void nothing_is_added_to_a_hash_of_the_current_or_of_a_dearer_cost() {
        var current = Argon2Shape.of(Argon2Cost.DEFAULT);

        assertThat(current.beyond(current.work(), 0)).isEmpty();
        assertThat(current.beyond(current.work(1) - 1, 1)).isEmpty();
        assertThat(current.beyond(new Argon2Shape(65_536, 3, 1).work(1), 1)).isEmpty();
        assertThat(current.beyond(Long.MAX_VALUE, 1)).isEmpty();
    }

    /// Security: G1
    @ParameterizedTest
    @ValueSource(strings = {"", "a password of nobody", "broken \uD800"})
    void an_unknown_user_costs_a_hash_whatever_was_typed(String typed) {
        passwords.verifyDummy(chars(typed));
    }

    @Test
    void a_source_of_short_salts_is_refused() {
        var short8 =
                open(
                        new Passwords(
                                Argon2Cost.DEFAULT,
                                LIMITS,
                                NativeCrypto.refused(),
                                _ -> new byte[8]));

        assertThatIllegalStateException().isThrownBy(() -> short8.hash(chars("one password")));
    }

    private Passwords passwords(Argon2Cost cost) {
        return open(new Passwords(cost, LIMITS, NativeCrypto.allowed(directory), random()));
    }

    private Passwords open(Passwords fresh) {
        opened.add(fresh);
        return fresh;
    }

    private static IntFunction<byte[]> random() {
        var random = new SecureRandom();
        return length -> {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            return bytes;
        };
    }

    private static char[] chars(String text) {
        return text.toCharArray();
    }
}
