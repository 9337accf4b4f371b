package dev.microauth.web.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.web.Site;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What the pages say to answers that are none. What a right one leads to is shown with an authenticator, elsewhere.
class PasskeysPageTest {
    private static final String PAGE = "/account/passkeys";
    private static final String ADD = PAGE + "/add";

    @AutoClose private final Site site = Site.open();

    private final OwnTab tab = OwnTab.of(site, "alice");

    /// Security: F9
    @Test
    void an_answer_that_is_none_adds_nothing_and_is_asked_for_again() {
        for (String[] wrong :
                new String[][] {
                    {"name", "key"},
                    {"name", "key", "passkey_state", "x", "passkey_credential", "{}"},
                    {"name", "key", "passkey_state", state(tab.page(ADD)), "passkey_credential", "{}"},
                    {"name", "key", "passkey_state", state(tab.page(ADD)), "passkey_credential", "x"}
                }) {
            var answer = tab.submit(ADD, PAGE, wrong);
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.body())
                    .contains("was not the right one", "name=\"passkey_options\"", "value=\"key\"");
        }
        assertThat(site.user("alice").passkeys()).isZero();
    }

    /// Security: F9, A20
    @Test
    void a_question_belongs_to_the_session_that_was_asked() {
        String question = state(OwnTab.of(site, "admin").page(ADD));
        var answer =
                tab.submit(ADD, PAGE, "name", "key", "passkey_state", question, "passkey_credential", "{}");
        assertThat(answer.status()).isEqualTo(422);
    }

    @Test
    void a_passkey_has_a_name() {
        var answer = tab.submit(ADD, PAGE, "name", " ", "passkey_credential", "{}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("Name is missing, or longer than it may be.");
    }

    /// Security: H7
    @Test
    void a_passkey_that_is_not_ones_own_is_not_there() {
        String id = UUID.randomUUID().toString();
        assertThat(tab.get(PAGE + "/" + id).status()).isEqualTo(404);
        assertThat(tab.get(PAGE + "/x").status()).isEqualTo(404);
        for (String path : new String[] {PAGE + "/rename", PAGE + "/remove"}) {
            for (String which : new String[] {id, "x", ""}) {
                var answer = tab.submit("/account", path, "passkey", which, "name", "mine");
                assertThat(answer.status()).as(path).isEqualTo(404);
                assertThat(answer.body()).contains("This is not here");
            }
        }
    }

    /// Security: F9, H3
    @Test
    void the_question_stands_in_the_page_as_the_script_wants_it() {
        assertThat(tab.page(ADD))
                .contains("data-passkey=\"enrol\"", "name=\"passkey_credential\" value=\"\"")
                .contains("data-passkey-problem", "data-passkey-known", "<noscript>")
                .contains("{&quot;", "value=\"Firefox on Linux\"")
                .containsPattern("<script defer src=\"/assets/passkey-[0-9a-f]{16}\\.js\"></script>");
        assertThat(tab.page(PAGE)).doesNotContain("<script").contains("href=\"/account/passkeys/add\"");
    }

    private static String state(String page) {
        return OwnTab.find("name=\"passkey_state\" value=\"([^\"]+)\"", page).orElseThrow().group(1);
    }
}
