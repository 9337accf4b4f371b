package dev.microauth.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.microauth.password.PasswordJudgement.Accepted;
import dev.microauth.password.PasswordJudgement.Reason;
import dev.microauth.password.PasswordJudgement.Refused;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Security: F1, F2
class PasswordJudgeTest {

    private static final PasswordContext CONTEXT =
            new PasswordContext(
                    "alice",
                    Optional.of("alice.liddell@wonderland.example"),
                    "Acme Portal",
                    "login.acme.com");

    private final PasswordJudge judge = new PasswordJudge(PasswordPolicy.DEFAULT);

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "TOO_SHORT,",
                "TOO_SHORT,x",
                "TOO_SHORT,fourteen chars",
                "TOO_SHORT,Tr0ub4dor&3",
                "TOO_SHORT,🐴🔋🧷🪴🎺🧵🪁🧊🦚🥨🪕🧿🛖🪤",
                "TOO_SHORT,e\u0301e\u0301a\u0301i\u0301o\u0301u\u0301a\u0308o\u0308u\u0308",
                "FORBIDDEN_CHARACTER,a tab\tin the middle",
                "FORBIDDEN_CHARACTER,'a line end\nin the middle'",
                "FORBIDDEN_CHARACTER,a nul\0in the middle of it",
                "FORBIDDEN_CHARACTER,an escape\u001b[31m in it",
                "FORBIDDEN_CHARACTER,a delete\u007f in the middle",
                "FORBIDDEN_CHARACTER,a c1 control\u0085 in it",
                "FORBIDDEN_CHARACTER,half an emoji \ud83d in it",
                "FORBIDDEN_CHARACTER,a noncharacter \uffff in it",
                "FORBIDDEN_CHARACTER,not assigned \u0378 in it",
                "COMMON,passwordpassword",
                "COMMON,PasswordPasswordPassword",
                "COMMON,password1234567890",
                "COMMON,Password2026!!!!",
                "COMMON,!!!!!2026Password",
                "COMMON,2026password2026",
                "COMMON,p@ssw0rdp@ssw0rd",
                "COMMON,P@$$w0rd!!!!!!2026",
                "COMMON,password-password-2026",
                "COMMON,monkey8402947561",
                "COMMON,trustno1trustno1",
                "COMMON,jenniferjennifer",
                "COMMON,Jennifer19840612",
                "COMMON,iloveyouiloveyou1",
                "COMMON,password11111111111111111111",
                "COMMON,letmein         ",
                "REPEATED,aaaaaaaaaaaaaaa",
                "REPEATED,'                    '",
                "REPEATED,abababababababab",
                "REPEATED,xK9xK9xK9xK9xK9xK9",
                "REPEATED,vivid tapir vivid tapir ",
                "REPEATED,🐴🐴🐴🐴🐴🐴🐴🐴🐴🐴🐴🐴🐴🐴🐴",
                "COMMON,123456789012345",
                "SEQUENCE,abcdefghijklmnopq",
                "SEQUENCE,zyxwvutsrqponmlk",
                "SEQUENCE,qwertyuiopasdfgh",
                "SEQUENCE,QWERTYUIOPASDFGH",
                "COMMON,1qaz2wsx3edc4rfv",
                "SEQUENCE,4rfv5tgb6yhn7ujm",
                "SEQUENCE,aaaabbbbccccdddd",
                "SEQUENCE,aaaaaaaaaaaaaaab",
                "SEQUENCE,abcdefgh12345678",
                "SEQUENCE,azertyuiopqsdfgh",
                "SEQUENCE,0987654321098765",
                "CONTEXT,alice-acme-2026-",
                "CONTEXT,AliceLiddell20261",
                "CONTEXT,alice.liddell@wonderland.example",
                "CONTEXT,login.acme.com!!",
                "CONTEXT,Acme Portal 12345",
                "CONTEXT,acmeportal!alice!",
                "CONTEXT,acme-password-acme",
            })
    void refuses_with_its_reason(Reason reason, String password) {
        assertThat(judgement(password == null ? "" : password))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> {
                            assertThat(refused.reason()).isEqualTo(reason);
                            assertThat(refused.text()).endsWith(".").hasSizeGreaterThan(40);
                        });
    }

    @Test
    void what_is_too_short_or_too_long_is_told_with_its_numbers() {
        assertThat(judgement("kq7!vR2m")).isEqualTo(Refused.by(Reason.TOO_SHORT, 15, 8));
        assertThat(forced("x"))
                .isInstanceOfSatisfying(
                        Refused.class,
                        no ->
                                assertThat(no.text())
                                        .startsWith(
                                                "The password needs at least 8 characters and has 1."));
        assertThat(judgement(prose(1025))).isEqualTo(Refused.by(Reason.TOO_LONG, 1024));
        assertThatIllegalArgumentException().isThrownBy(() -> Refused.by(Reason.TOO_SHORT, 15));
        assertThatIllegalArgumentException().isThrownBy(() -> Refused.by(Reason.COMMON, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct horse battery staple",
                "correcthorsebatterystaple",
                "fifteen letters",
                "alice saw the white rabbit run",
                "kq7!vR2m#Zt9wLp4",
                "840294756138297",
                "monkey eats purple gravel",
                "äöüß straße weiß grün",
                "пароль из нескольких слов",
                "四字熟語を十五文字以上並べてみた合言葉",
                "🐴🔋🧷🪴🎺🧵🪁🧊🦚🥨🪕🧿🛖🪤🦉",
                "👩‍👩‍👧 and ❤️ and others",
                "  spaces at both ends  ",
                "no\u00a0break\u3000spaces are fine",
                "vivid tapir hums vivid tapir",
                "comfortable chairs outside",
                "passwords are not my hobby",
                "private \ue000 use is stable",
            })
    void accepts_what_is_long_and_not_guessable(String password) {
        assertThat(judgement(password)).isEqualTo(new Accepted());
    }

    @Test
    void eight_characters_are_enough_where_a_second_factor_is_forced() {
        assertThat(forced("kq7!vR2m")).isEqualTo(new Accepted());
        assertThat(forced("kq7!vR2"))
                .isInstanceOfSatisfying(Refused.class, no -> is(no, Reason.TOO_SHORT));
        assertThat(forced("acme!426"))
                .isInstanceOfSatisfying(Refused.class, no -> is(no, Reason.CONTEXT));
        assertThat(forced("password"))
                .isInstanceOfSatisfying(Refused.class, no -> is(no, Reason.COMMON));
        assertThat(forced("monkey12"))
                .isInstanceOfSatisfying(Refused.class, no -> is(no, Reason.COMMON));
        assertThat(forced("fghjklzx"))
                .isInstanceOfSatisfying(Refused.class, no -> is(no, Reason.SEQUENCE));
        assertThat(judgement("kq7!vR2m")).isInstanceOf(Refused.class);
    }

    @Test
    void sixty_four_characters_and_1024_bytes_pass_and_1025_are_refused_not_cut() {
        assertThat(judgement(prose(64))).isEqualTo(new Accepted());
        assertThat(judgement(prose(1024))).isEqualTo(new Accepted());
        assertThat(judgement(prose(1025)))
                .isInstanceOfSatisfying(Refused.class, no -> is(no, Reason.TOO_LONG));
        assertThat(judgement(prose(1023) + "é"))
                .isInstanceOfSatisfying(Refused.class, no -> is(no, Reason.TOO_LONG));
        assertThat(judgement(prose(1022) + "e\u0301")).isEqualTo(new Accepted());
        assertThat(judgement(prose(1_000_000)))
                .isInstanceOfSatisfying(Refused.class, no -> is(no, Reason.TOO_LONG));
    }

    @Test
    void the_longest_run_of_digits_is_judged_soon() {
        assertThat(judgement("0".repeat(1024))).isInstanceOf(Refused.class);
        assertThat(judgement("8402947561".repeat(102))).isInstanceOf(Refused.class);
    }

    @Test
    void a_policy_can_only_raise_the_lengths_and_never_above_what_all_must_accept() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PasswordPolicy(14, 8));
        assertThatIllegalArgumentException().isThrownBy(() -> new PasswordPolicy(15, 7));
        assertThatIllegalArgumentException().isThrownBy(() -> new PasswordPolicy(15, 16));
        assertThatIllegalArgumentException().isThrownBy(() -> new PasswordPolicy(65, 8));
        var strict = new PasswordJudge(new PasswordPolicy(64, 64));
        assertThat(strict.judge(prose(63).toCharArray(), true, CONTEXT))
                .isInstanceOf(Refused.class);
        assertThat(strict.judge(prose(64).toCharArray(), true, CONTEXT)).isEqualTo(new Accepted());
    }

    @Test
    void a_name_is_found_in_the_password_however_its_accents_were_written() {
        var decomposed =
                new PasswordContext(
                        "Rene\u0301eClaire", Optional.empty(), "Acme Portal", "login.acme.com");

        assertThat(judge.judge("Ren\u00e9eClaire-2026".toCharArray(), false, decomposed))
                .isInstanceOfSatisfying(Refused.class, no -> is(no, Reason.CONTEXT));
    }

    @Test
    void the_array_stays_as_it_was_and_nothing_of_it_is_in_the_answer() {
        char[] password = "Password2026!!!!".toCharArray();

        var judgement = judge.judge(password, false, CONTEXT);

        assertThat(password).isEqualTo("Password2026!!!!".toCharArray());
        assertThat(judgement.toString()).doesNotContain("2026");
        assertThat(CONTEXT.toString()).doesNotContain("alice");
    }

    @Test
    void the_list_holds_tens_of_thousands_and_finds_its_first_and_last() {
        var common = CommonPasswords.listed();

        assertThat(common.size()).isGreaterThan(40_000);
        for (String word :
                new String[] {
                    "password", "123456", "jennifer", "smith", "qwerty", "!qaz2wsx", "zzzzzzz1"
                }) {
            assertThat(common.contains(word.codePoints().toArray())).as(word).isTrue();
        }
        for (String word :
                new String[] {"", "a", "passwor\n", "pässword", "\uffff", "zzzzzzzzzzzzzzzzzz"}) {
            assertThat(common.contains(word.codePoints().toArray())).as(word).isFalse();
        }
    }

    private PasswordJudgement judgement(String password) {
        return judge.judge(password.toCharArray(), false, CONTEXT);
    }

    private PasswordJudgement forced(String password) {
        return judge.judge(password.toCharArray(), true, CONTEXT);
    }

    private static void is(Refused refused, Reason reason) {
        assertThat(refused.reason()).isEqualTo(reason);
    }

    /// Text without a pattern, always the same.
    private static String prose(int length) {
        var text = new StringBuilder();
        var random = new java.util.Random(7);
        while (text.length() < length) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }
}
