package dev.microauth.web.signin;

import dev.microauth.passkey.Ceremony;
import dev.microauth.passkey.Passkeys;
import dev.microauth.subject.UserId;
import dev.microauth.web.pages.Form;
import dev.microauth.web.pages.Icon;
import dev.microauth.web.pages.Tag;
import dev.microauth.web.pages.Texts;

/// Forms that a script fills with what an authenticator says. Without it they stay hidden.
final class PasskeyForms {
    private final Passkeys passkeys;
    private final Passages passages;

    PasskeyForms(Passkeys passkeys, Passages passages) {
        this.passkeys = passkeys;
        this.passages = passages;
    }

    Tag signIn(Passage passage) {
        Texts texts = passage.visit().texts();
        Tag form =
                form(
                        texts,
                        passages.form(passage, Onward.LOGIN).mark("data-passkey", "sign-in"),
                        passkeys.startSignIn(passage.holder()),
                        texts.say("sign-in.passkey"));
        return Tag.of("div", Tag.of("p", texts.say("sign-in.or")).with("class", "or"), form)
                .flag("hidden");
    }

    Tag secondFactor(Passage passage, UserId user) {
        Texts texts = passage.visit().texts();
        return form(
                texts,
                passages.form(passage, Entry.SECOND_FACTOR).mark("data-passkey", "second-factor"),
                passkeys.startSecondFactor(user, passage.holder()),
                texts.say("factor.passkey"));
    }

    private static Tag form(Texts texts, Form form, Ceremony ceremony, String label) {
        return form.row(
                        Tag.of("p", texts.say("sign-in.passkey.none"))
                                .with("class", "alert")
                                .with("role", "alert")
                                .with("data-passkey-problem", "")
                                .flag("hidden"))
                .hidden("passkey_options", ceremony.optionsJson())
                .hidden("passkey_state", ceremony.state())
                .hidden("passkey_credential", "")
                .quiet(Icon.PASSKEY, label, "with", "passkey")
                .render();
    }
}
