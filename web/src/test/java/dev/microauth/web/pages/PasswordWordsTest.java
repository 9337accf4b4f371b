package dev.microauth.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.password.PasswordJudgement.Reason;
import dev.microauth.password.PasswordJudgement.Refused;
import java.util.HashSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordWordsTest {
    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void each_reason_has_a_text_of_its_own_with_its_numbers_and_leaves_the_advice_to_the_hint(
            String language) {
        var texts = Texts.read(language);
        var hint = texts.say("setup.password.hint", 15);
        String advice = hint.substring(hint.indexOf(". ") + 2);
        var said = new HashSet<String>();
        for (Reason reason : Reason.values()) {
            var refused =
                    switch (reason) {
                        case TOO_SHORT -> Refused.by(reason, 7777, 3333);
                        case TOO_LONG -> Refused.by(reason, 7777);
                        case FORBIDDEN_CHARACTER, COMMON, REPEATED, SEQUENCE, CONTEXT, SAME ->
                                Refused.by(reason);
                    };
            String text = PasswordWords.of(texts, refused);
            assertThat(text).as(language + " " + reason).endsWith(".").doesNotContain("{", advice);
            assertThat(said.add(text)).as("a text of its own: " + text).isTrue();
            refused.numbers().forEach(number -> assertThat(text).contains(number.toString()));
        }
        assertThat(Languages.ALL).hasSize(2);
    }
}
