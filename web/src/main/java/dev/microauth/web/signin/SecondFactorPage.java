package dev.microauth.web.signin;

import dev.microauth.credential.HalfProof;
import dev.microauth.credential.HalfProof.Factor;
import dev.microauth.credential.SecondFactor;
import dev.microauth.credential.SignIns;
import dev.microauth.web.http.Parameters;
import dev.microauth.web.http.Response;
import dev.microauth.web.pages.Asset;
import dev.microauth.web.pages.Field;
import dev.microauth.web.pages.Form;
import dev.microauth.web.pages.Page;
import dev.microauth.web.pages.Tag;
import dev.microauth.web.pages.Texts;
import dev.microauth.web.pages.Visit;
import java.util.Optional;

/// `/login/second-factor`: a code, a recovery code or a passkey, after the password was right.
final class SecondFactorPage {
    private final SignIns signIns;
    private final PasskeyForms passkeys;
    private final Scene scene;
    private final Passages passages;
    private final Course course;
    private final Onward onward;
    private final Entry entry;
    private final SignInPage first;

    SecondFactorPage(Stagecraft craft, SignInPage first) {
        this.signIns = craft.auth().signIns();
        this.passkeys = craft.passkeys();
        this.scene = craft.scene();
        this.passages = craft.passages();
        this.course = craft.course();
        this.onward = craft.onward();
        this.entry = craft.entry();
        this.first = first;
    }

    Response get(Passage passage) {
        if (!(course.due(passage) instanceof Due.SignIn)) {
            return onward.instead(passage, course.due(passage));
        }
        return half(passage)
                .map(half -> show(passage, half, 200, Optional.empty()))
                .orElseGet(() -> onward.go(passage.with(passage.stage().withoutHalf())));
    }

    /// Trap 2: without the first step there is no second.
    private Optional<HalfProof> half(Passage passage) {
        return passage.stage().half().flatMap(sealed -> signIns.open(sealed, passage.holder()));
    }

    Response post(Passage passage) {
        return half(passage)
                .map(half -> post(passage, half))
                .orElseGet(() -> first.tooLate(passage));
    }

    private Response post(Passage passage, HalfProof half) {
        Texts texts = passage.visit().texts();
        Parameters sent = passage.request().form();
        Optional<SecondFactor> shown = factor(passage, sent);
        if (shown.isEmpty()) {
            return show(passage, half, 400, Optional.of(texts.say("factor.missing")));
        }
        return entry.after(
                passage,
                signIns.withSecondFactor(half, shown.get(), entry.attempt(passage)),
                texts.say("factor.wrong"),
                (status, problem) -> show(passage, half, status, Optional.of(problem)));
    }

    private static Optional<SecondFactor> factor(Passage passage, Parameters sent) {
        return Entry.passkey(passage, sent)
                .<SecondFactor>map(SecondFactor.OfPasskey::new)
                .or(() -> sent.find("totp_code").map(SecondFactor.TotpCode::new))
                .or(() -> sent.find("recovery_code").map(SecondFactor.RecoveryCode::new));
    }

    private Response show(Passage passage, HalfProof half, int status, Optional<String> problem) {
        Visit visit = passage.visit();
        Texts texts = visit.texts();
        Due due = course.due(passage.with(passage.stage().withAnother().withHalf("")));
        Page page =
                scene.page(passage, due, texts.say("factor.title"))
                        .status(status)
                        .add(Scene.who(texts.say("factor.as"), half.user().username().value()));
        Optional<String> pending = problem;
        if (half.factors().contains(Factor.TOTP)) {
            page.add(code(passage, pending).render());
            pending = Optional.empty();
        }
        if (half.factors().contains(Factor.PASSKEY)) {
            pending.ifPresent(text -> page.add(Tag.alert(text)));
            pending = Optional.empty();
            page.add(passkeys.secondFactor(passage, half.user().id())).script(Asset.PASSKEY);
        }
        pending.ifPresent(text -> page.add(Tag.alert(text)));
        if (half.factors().contains(Factor.RECOVERY_CODE)) {
            page.add(
                    Tag.of(
                            "details",
                            Tag.of("summary", texts.say("factor.recovery")),
                            recovery(passage).render()));
        }
        return page.add(restart(passage)).respond();
    }

    private Form code(Passage passage, Optional<String> problem) {
        Texts texts = passage.visit().texts();
        Form form =
                passages.form(passage, Entry.SECOND_FACTOR)
                        .field(
                                Field.code("totp_code", texts.say("factor.code"))
                                        .withHint(texts.say("factor.code.hint"))
                                        .ofDigits()
                                        .first())
                        .button(texts.say("factor.button"));
        problem.ifPresent(form::problem);
        return form;
    }

    private Form recovery(Passage passage) {
        Texts texts = passage.visit().texts();
        return passages.form(passage, Entry.SECOND_FACTOR)
                .field(
                        Field.text("recovery_code", texts.say("factor.recovery.code"), "off")
                                .withHint(texts.say("factor.recovery.hint")))
                .button(texts.say("factor.recovery.button"));
    }

    /// Back to the password, which is needed anew.
    private Tag restart(Passage passage) {
        String address =
                passages.address(passage.with(passage.stage().withoutHalf()), Onward.LOGIN);
        return Tag.of(
                        "p",
                        Tag.of("a", passage.visit().texts().say("factor.restart"))
                                .with("href", address))
                .with("class", "more");
    }
}
