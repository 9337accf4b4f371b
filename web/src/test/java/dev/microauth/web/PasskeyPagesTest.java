package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.microauth.account.OwnFactors.Change;
import dev.microauth.passkey.PasskeyAnswer;
import dev.microauth.secret.Secret;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Passkeys on the pages of the way in; the device does what the script would do.
class PasskeyPagesTest {
    @AutoClose private final Site site = Site.open();
    private final PasskeyDevice device = new PasskeyDevice("http://localhost:9040");
    private final Tab tab = new Tab(site.auth());

    /// Security: F9
    @Test
    void a_passkey_signs_in_alone_and_once() throws ParseException {
        enrol();
        tab.open(Asking.spa().with("acr_values", "phr").url());
        assertThat(tab.page().body())
                .contains("A passkey is needed here", "data-passkey=\"sign-in\"")
                .contains("autocomplete=\"username webauthn\"");
        assertThat(tab.page().header("content-security-policy").orElseThrow())
                .contains("; script-src 'self'; ");
        var form = tab.hidden("passkey_options");
        form.put("passkey_credential", device.get(options(form)));
        assertThat(tab.post("/login", form).answered()).containsKey("code");

        Tab later = tab.another();
        later.cookies().remove("__Host-mad-session");
        assertThat(later.post("/login", form).page().status()).isEqualTo(400);
        assertThat(later.page().body()).contains("This passkey was not accepted");
    }

    /// Security: F9, A20
    @Test
    void an_answer_is_for_the_browser_that_was_asked() throws ParseException {
        enrol();
        var asked = tab.open(Asking.spa().url()).hidden("passkey_options");
        Tab other = new Tab(site.auth());
        var form = other.open(Asking.spa().url()).hidden("passkey_options");
        form.put("passkey_state", asked.getOrDefault("passkey_state", ""));
        form.put("passkey_credential", device.get(options(asked)));
        assertThat(other.post("/login", form).page().status()).isEqualTo(400);
    }

    /// Security: F9
    /// Trap: 2
    @Test
    void a_passkey_is_the_second_step_after_a_password() throws ParseException {
        enrol();
        tab.open(Asking.spa().url()).submit("username", "alice", "password", Site.PASSWORD);
        assertThat(tab.page().body()).contains("data-passkey=\"second-factor\"");
        var form = tab.hidden("passkey_options");
        form.put("passkey_credential", device.get(options(form)));
        assertThat(tab.post("/login/second-factor", form).answered()).containsKey("code");
    }

    private void enrol() throws ParseException {
        var alice = site.user("alice");
        var holder = Secret.of("whoever enrols");
        var question = site.engine().passkeys().startEnrolment(alice, holder);
        String credential = device.create(JSONObjectUtils.parse(question.optionsJson()));
        site.engine()
                .ownFactors()
                .addPasskey(
                        new Change(Site.ACTOR, alice.id(), Optional.empty()),
                        new PasskeyAnswer(question.state(), credential, holder),
                        "telephone");
    }

    private static Map<String, Object> options(Map<String, String> form) throws ParseException {
        return JSONObjectUtils.parse(form.getOrDefault("passkey_options", ""));
    }
}
