package dev.microauth.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ActionTest {
    @Test
    void the_last_word_is_the_verb() {
        assertThat(Action.TOKEN_ISSUE.label()).isEqualTo("token.issue");
        assertThat(Action.CLIENT_SECRET_ADD.label()).isEqualTo("client-secret.add");
        assertThat(Action.MASTER_KEY_ROTATE.label()).isEqualTo("master-key.rotate");
        assertThat(Action.CLIENT_AUTHENTICATE.label()).isEqualTo("client.authenticate");
        // "in" is a word of this verb, and the noun is what was tried.
        assertThat(Action.USER_LOGIN.label()).isEqualTo("user.login");
    }

    @Test
    void every_label_is_a_noun_and_a_verb_and_there_is_none_twice() {
        assertThat(Arrays.stream(Action.values()).map(Action::label))
                .allMatch(label -> label.matches("[a-z]+(-[a-z]+)*\\.[a-z]+"))
                .doesNotHaveDuplicates();
    }
}
