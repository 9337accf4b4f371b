package dev.microauth.web.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.web.Answer;
import dev.microauth.web.Site;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

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
                    {
                        "name",
                        "key",
                        "passkey_state",
                        state(tab.page(ADD)),
                        "passkey_credential",
                        "{}"
                    },
                    {
                        "name",
                        "key",
                        "passkey_state",
                        state(tab.page(ADD)),
                        "passkey_credential",
                        "x"
                    }
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
                tab.submit(
                        ADD,
                        PAGE,
                        "name",
                        "key",
                        "passkey_state",
                        question,
                        "passkey_credential",
                        "{}");
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
                .containsPattern(
                        "<script defer src=\"/assets/passkey-[0-9a-f]{16}\\.js\"></script>");
        assertThat(tab.page(PAGE))
                .doesNotContain("<script")
                .contains("href=\"/account/passkeys/add\"");
    }

    private Answer add(NewKey key, String name) {
        String page = tab.page(ADD);
        return tab.post(
                PAGE,
                OwnTab.seal(page),
                "name",
                name,
                "passkey_state",
                state(page),
                "passkey_credential",
                key.answer(page));
    }

    private String id() {
        return site.engine().passkeys().list(site.user("alice").id()).getFirst().id().toString();
    }

    /// Security: F9, F8, A21
    @Test
    void the_first_passkey_hands_out_recovery_codes_and_ends_what_else_was_signed_in() {
        var other = OwnTab.of(site, "alice");
        var before = tab.copy();
        var answer = add(NewKey.make(), "Blue key").succeeds();
        assertThat(answer.body()).contains("Your recovery codes", "<ol class=\"codes\">");
        assertThat(tab.page(PAGE))
                .contains("<bdi>Blue key</bdi>", "Not used yet", "On one device alone");
        assertThat(tab.page("/account")).contains("10 left");
        assertThat(before.isSignedIn()).isFalse();
        assertThat(other.isSignedIn()).isFalse();

        assertThat(tab.follow(add(NewKey.make(), "Red key")))
                .contains("The passkey is added.", "Blue key", "Red key");
    }

    /// Security: F9
    @Test
    void a_key_that_is_known_is_not_added_twice() {
        var key = NewKey.make();
        add(key, "Blue key").succeeds();
        var answer = add(key, "Again");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).contains("among your passkeys already");
        assertThat(site.user("alice").passkeys()).isEqualTo(1);
    }

    /// Security: H7, H3
    @Test
    void a_passkey_is_renamed_by_its_owner_alone() {
        add(NewKey.make(), "Blue key").succeeds();
        String id = id();
        var admin = OwnTab.of(site, "admin");
        assertThat(admin.get(PAGE + "/" + id).status()).isEqualTo(404);
        for (String path : new String[] {PAGE + "/rename", PAGE + "/remove"}) {
            assertThat(admin.submit("/account", path, "passkey", id, "name", "mine").status())
                    .isEqualTo(404);
        }
        var blank = tab.submit(PAGE + "/" + id, PAGE + "/rename", "passkey", id, "name", " ");
        assertThat(blank.status()).isEqualTo(422);
        assertThat(blank.body()).contains("Name is missing, or longer than it may be.");
        String odd = "<b>\u202e\"key";
        assertThat(
                        tab.follow(
                                tab.submit(
                                        PAGE + "/" + id,
                                        PAGE + "/rename",
                                        "passkey",
                                        id,
                                        "name",
                                        odd)))
                .contains("The passkey has its new name.", "<bdi>&lt;b&gt;\u202e&quot;key</bdi>");
    }

    /// Security: F9, F8
    @Test
    void removing_the_last_one_takes_the_recovery_codes_along() {
        add(NewKey.make(), "Blue key").succeeds();
        String id = id();
        String page = PAGE + "/" + id;
        assertThat(tab.page(page)).contains("Your password alone lets you in then");
        assertThat(tab.follow(tab.submit(page, PAGE + "/remove", "passkey", id)))
                .contains("The passkey is removed.")
                .doesNotContain("Blue key");
        assertThat(site.engine().recoveryCodes().left(site.user("alice").id())).isZero();
        assertThat(tab.get(page).status()).isEqualTo(404);
    }

    private static String state(String page) {
        return OwnTab.find("name=\"passkey_state\" value=\"([^\"]+)\"", page)
                .orElseThrow()
                .group(1);
    }
}
