package dev.microauth.web.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.credential.SecondFactor.RecoveryCode;
import dev.microauth.credential.SecondFactor.TotpCode;
import dev.microauth.web.Answer;
import dev.microauth.web.Phone;
import dev.microauth.web.Site;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Authenticator app and recovery codes, set up and taken away by their owner.
class FactorPagesTest {
    private static final String APP = "/account/authenticator";
    private static final String CODES = "/account/recovery-codes";
    private static final Pattern CODE =
            Pattern.compile("<code>([A-Z2-7]{4}(?:-[A-Z2-7]{4}){3})</code>");

    @AutoClose private final Site site = Site.open();

    /// The answer to the wish for an app, and what an app reads in it.
    private record Begun(Answer answer, Phone phone) {}

    private Begun begin(OwnTab tab) {
        var answer = tab.submit(APP, APP).succeeds();
        String secret =
                OwnTab.find("<code class=\"key\">([A-Z2-7 ]+)</code>", answer.body())
                        .orElseThrow()
                        .group(1)
                        .replace(" ", "");
        return new Begun(answer, new Phone(site, secret, List.of()));
    }

    private Answer confirm(OwnTab tab, String page, String code) {
        return tab.post(APP + "/confirm", OwnTab.seal(page), "totp_code", code);
    }

    private static List<String> codes(String page) {
        return CODE.matcher(page).results().map((MatchResult found) -> found.group(1)).toList();
    }

    private boolean hasApp(String username) {
        return site.user(username).totpEnabled();
    }

    /// Security: F7
    @Test
    void a_wrong_code_sets_nothing_up_and_shows_the_key_to_nobody_who_had_not_seen_it() {
        var tab = OwnTab.of(site, "alice");
        var begun = begin(tab);
        var wrong = confirm(tab, begun.answer().body(), begun.phone().wrongCode());
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.body())
                .contains("This is not the code of this moment.", "Start over with a new picture")
                .doesNotContain("<svg", "otpauth", begun.phone().secret());
        assertThat(confirm(tab, begun.answer().body(), "").status()).isEqualTo(422);

        // What travels is no good in another session of the same person.
        String shown = shown(begun.answer().body());
        var other = OwnTab.of(site, "alice");
        for (String made : List.of(shown, shown.substring(1), "x")) {
            assertThat(again(other, other.page(APP), made, "000000").body())
                    .doesNotContain("<svg", "otpauth", begun.phone().secret());
        }
        assertThat(hasApp("alice")).isFalse();
        assertThat(OwnTab.of(site, "alice").isSignedIn()).isTrue();
    }

    @Test
    void after_a_wrong_code_the_picture_is_still_there_and_the_next_code_of_it_does() {
        var tab = OwnTab.of(site, "alice");
        var begun = begin(tab);
        String page = begun.answer().body();
        for (int i = 0; i < 2; i++) {
            assertThat(page).doesNotContain("name=\"shown_app\" value=\"" + begun.phone().secret());
            var wrong = again(tab, page, shown(page), begun.phone().wrongCode());
            assertThat(wrong.status()).isEqualTo(422);
            wrong.isNotStored();
            page = wrong.body();
            assertThat(page)
                    .contains(
                            "This is not the code of this moment.", "Start over with a new picture")
                    .contains("<svg viewbox=", "secret=" + begun.phone().secret());
        }
        again(tab, page, shown(page), begun.phone().code()).succeeds();
        assertThat(hasApp("alice")).isTrue();
    }

    private static String shown(String page) {
        return OwnTab.find("name=\"shown_app\" value=\"([^\"]+)\"", page).orElseThrow().group(1);
    }

    private static Answer again(OwnTab tab, String page, String shown, String code) {
        return tab.post(APP + "/confirm", OwnTab.seal(page), "totp_code", code, "shown_app", shown);
    }

    @Test
    void nothing_is_confirmed_that_was_not_begun() {
        var tab = OwnTab.of(site, "alice");
        var answer = confirm(tab, tab.page(APP), "123456");
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("location")).hasValue(APP);
        assertThat(hasApp("alice")).isFalse();
    }

    /// Security: F5
    @Test
    void guessing_codes_is_slowed_down() {
        var tab = OwnTab.of(site, "alice");
        var begun = begin(tab);
        String seal = OwnTab.seal(begun.answer().body());
        int guesses = 0;
        Answer last;
        do {
            last =
                    tab.call(site.auth().post(APP + "/confirm"))
                            .from("192.0.2.7")
                            .form("seal", seal, "totp_code", begun.phone().wrongCode())
                            .send();
        } while (last.status() == 422 && guesses++ < 50);
        assertThat(last.status()).isEqualTo(429);
        assertThat(last.header("retry-after")).isPresent();
    }

    /// Security: F7, F8, A21
    @Test
    void the_first_code_sets_the_app_up_and_hands_out_recovery_codes_once() {
        var tab = OwnTab.of(site, "alice");
        var other = OwnTab.of(site, "alice");
        var before = tab.copy();
        var begun = begin(tab);
        assertThat(begun.answer().body())
                .contains(
                        "<svg viewbox=", "href=\"otpauth://totp/", "autocomplete=\"one-time-code\"")
                .contains("inputmode=\"numeric\"");
        begun.answer().isNotStored();

        var answer = confirm(tab, begun.answer().body(), begun.phone().code()).succeeds();
        assertThat(codes(answer.body())).hasSize(10).doesNotHaveDuplicates();
        answer.isNotStored();
        assertThat(answer.body()).contains("download=\"recovery-codes.txt\"");
        assertThat(hasApp("alice")).isTrue();
        assertThat(tab.reference()).isNotEqualTo(before.reference());
        assertThat(tab.isSignedIn()).isTrue();
        assertThat(before.isSignedIn()).isFalse();
        assertThat(other.isSignedIn()).isFalse();

        assertThat(confirm(tab, begun.answer().body(), begun.phone().code()).status())
                .isEqualTo(403);
        assertThat(codes(tab.page(CODES))).isEmpty();
        assertThat(tab.page(CODES)).contains("10 left");
        assertThat(tab.page("/account")).contains("It is set up", "10 left");
        OwnTab.of(site, "alice", new RecoveryCode(codes(answer.body()).getFirst()));
        assertThat(tab.page(CODES)).contains("9 left");
    }

    @Test
    void an_app_that_is_set_up_is_not_replaced_by_beginning_anew() {
        var phone = Phone.of(site, "alice");
        var tab = OwnTab.of(site, "alice", new TotpCode(phone.code()));
        String seal = OwnTab.seal(tab.page(APP));
        assertThat(tab.post(APP, seal).header("location")).hasValue(APP);
        assertThat(tab.page(APP)).contains("It is set up", "Remove the app").doesNotContain("<svg");
    }

    /// Security: F8, F7
    @Test
    void an_app_can_be_removed_and_its_recovery_codes_go_too() {
        var phone = Phone.of(site, "alice");
        var tab = OwnTab.of(site, "alice", new TotpCode(phone.code()));
        var before = tab.copy();
        assertThat(tab.page(APP)).contains("<details><summary>Remove the app</summary>");
        assertThat(tab.follow(tab.submit(APP, APP + "/remove")))
                .contains("The authenticator app is removed.", "Set up an app");
        assertThat(hasApp("alice")).isFalse();
        assertThat(before.isSignedIn()).isFalse();
        assertThat(tab.page(CODES)).contains("You need none").doesNotContain("<button");
        OwnTab.of(site, "alice");
        var again = tab.post(APP + "/remove", OwnTab.seal(tab.page(APP)));
        assertThat(again.header("location")).hasValue(APP);
    }

    /// Security: F8
    @Test
    void new_recovery_codes_void_the_old() {
        var phone = Phone.of(site, "alice");
        var tab = OwnTab.of(site, "alice", new TotpCode(phone.code()));
        var fresh = codes(tab.submit(CODES, CODES).succeeds().body());
        assertThat(fresh).hasSize(10).doesNotContainAnyElementsOf(phone.recoveryCodes());
        assertThat(tab.isSignedIn()).isTrue();
        var signIns = site.engine().recoveryCodes();
        assertThat(signIns.left(site.user("alice").id())).isEqualTo(10);
        OwnTab.of(site, "alice", new RecoveryCode(fresh.getLast()));
        assertThat(signIns.left(site.user("alice").id())).isEqualTo(9);
    }

    @Test
    void without_a_second_factor_there_are_no_recovery_codes() {
        var tab = OwnTab.of(site, "alice");
        String seal = OwnTab.seal(tab.page("/account"));
        var answer = tab.post(CODES, seal).succeeds();
        assertThat(codes(answer.body())).isEmpty();
        assertThat(site.engine().recoveryCodes().left(site.user("alice").id())).isZero();
    }

    /// Security: F8
    @Test
    void few_codes_are_warned_of() {
        var phone = Phone.of(site, "alice");
        var tab = OwnTab.of(site, "alice", new TotpCode(phone.code()));
        assertThat(tab.page("/account")).doesNotContain("class=\"alert\"", "class=\"note\"");
        phone.recoveryCodes().stream()
                .limit(8)
                .forEach(code -> OwnTab.of(site, "alice", new RecoveryCode(code)));
        assertThat(tab.page("/account")).contains("few recovery codes left (2)");
        assertThat(OwnTab.of(site, "admin").page("/account")).contains("Add a passkey or");
    }

    @Test
    void every_change_leaves_its_event() {
        var tab = OwnTab.of(site, "alice");
        long before = site.engine().audit().count();
        var begun = begin(tab);
        confirm(tab, begun.answer().body(), begun.phone().code()).succeeds();
        tab.submit(CODES, CODES).succeeds();
        tab.submit(APP, APP + "/remove");
        assertThat(site.engine().audit().count()).isEqualTo(before + 4);
    }
}
