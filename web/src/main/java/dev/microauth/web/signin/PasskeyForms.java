package dev.microauth.web.signin;

import dev.microauth.passkey.Ceremony;
import dev.microauth.passkey.Passkeys;
import dev.microauth.subject.UserId;
import dev.microauth.web.pages.Tag;
import dev.microauth.web.pages.Texts;
import java.util.Optional;

/// Forms that a script fills with what an authenticator says. Without it they stay hidden.
final class PasskeyForms {
    static final String SCRIPT = "/assets/passkey.js";

    private final Passkeys passkeys;
    private final Passages passages;

    PasskeyForms(Passkeys passkeys, Passages passages) {
        this.passkeys = passkeys;
        this.passages = passages;
    }

    Optional<Tag> signIn(Passage passage) {
        Texts texts = passage.visit().texts();
        return Optional.of(
                block(
                        texts,
                        form(
                                passage,
                                Onward.LOGIN,
                                "sign-in",
                                passkeys.startSignIn(passage.holder()))));
    }

    Tag secondFactor(Passage passage, UserId user) {
        return form(
                passage,
                Entry.SECOND_FACTOR,
                "second-factor",
                passkeys.startSecondFactor(user, passage.holder()));
    }

    private static Tag block(Texts texts, Tag form) {
        return Tag.of("div", Tag.of("p", texts.say("sign-in.or")).with("class", "or"), form)
                .flag("hidden");
    }

    private Tag form(Passage passage, String path, String purpose, Ceremony ceremony) {
        return passages.form(passage, path)
                .mark("data-passkey", purpose)
                .hidden("passkey_options", ceremony.optionsJson())
                .hidden("passkey_state", ceremony.state())
                .hidden("passkey_credential", "")
                .quiet(passage.visit().texts().say("sign-in.passkey"), "with", "passkey")
                .render();
    }
}
