package dev.microauth.web.account;

import dev.microauth.account.OwnFactors;
import dev.microauth.account.OwnFactors.Changed;
import dev.microauth.factor.TotpEnrolment;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.problem.AuthException.Protected;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import dev.microauth.web.pages.Field;
import dev.microauth.web.pages.Form;
import dev.microauth.web.pages.Page;
import dev.microauth.web.pages.Tag;
import dev.microauth.web.pages.Texts;
import dev.microauth.web.wire.QrCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// `/account/authenticator`: an app that makes codes. Its secret is shown in the answer that makes it, and after a
/// wrong code to the browser that had that answer, whose form brings it back sealed.
public final class AuthenticatorPage {
    static final String PATH = "/account/authenticator";
    static final String CONFIRM = PATH + "/confirm";
    static final String REMOVE = PATH + "/remove";

    private static final String CODE = "totp_code";
    private static final String SHOWN = "shown_app";

    private final OwnFactors factors;
    private final RecoveryCodesPage recoveryCodes;
    private final Frame frame;

    AuthenticatorPage(OwnFactors factors, RecoveryCodesPage recoveryCodes, Frame frame) {
        this.factors = factors;
        this.recoveryCodes = recoveryCodes;
        this.frame = frame;
    }

    public Response get(Request request, Owner owner) {
        Texts texts = owner.texts();
        Page page = page(owner).add(Tag.of("p", texts.say("account.app.why")));
        return owner.user().totpEnabled()
                ? page.add(
                                Tag.box("good", texts.say("account.app.on")),
                                frame.behind(
                                        texts.say("account.app.remove"),
                                        texts.say(
                                                owner.user().passkeys() == 0
                                                        ? "account.app.remove.last"
                                                        : "account.app.remove.why"),
                                        frame.form(owner, REMOVE)
                                                .dangerous(
                                                        texts.say("account.app.remove.button"),
                                                        "choice",
                                                        "remove")))
                        .respond()
                : page.add(frame.form(owner, PATH).button(texts.say("account.app.begin")).render())
                        .respond();
    }

    /// Begins: a secret that waits for its first code, in place of one that waited before.
    public Response begin(Request request, Owner owner) {
        try {
            TotpEnrolment enrolment = factors.enrolTotp(owner.actor(), owner.user().id());
            return asking(owner, enrolment);
        } catch (Protected thereIsOne) {
            return Response.seeOther(owner.visit().path(PATH));
        }
    }

    public Response confirm(Request request, Owner owner) {
        Texts texts = owner.texts();
        Optional<TotpEnrolment> shown =
                owner.sent().find(SHOWN).flatMap(sealed -> frame.open(owner, sealed));
        try {
            String code = owner.sent().find(CODE).orElse("");
            return settled(owner, factors.confirmTotp(owner.change(), code));
        } catch (Invalid e) {
            String wrong = texts.say("account.app.wrong");
            return asking(owner, 422, shown, form -> form.problems(Map.of(CODE, wrong)));
        } catch (NotFound nothingWaits) {
            return Response.seeOther(owner.visit().path(PATH));
        } catch (OAuthRefusal e) {
            Duration wait = e.retryAfter().orElseThrow(() -> e);
            String slow = Waits.words(texts, wait);
            return asking(owner, 429, shown, form -> form.problem(slow)).retryAfter(wait);
        }
    }

    private Response settled(Owner owner, Changed changed) {
        return changed.recoveryCodes().isEmpty()
                ? frame.done(owner, Section.OVERVIEW.path(), Notice.APP_ADDED, changed.reference())
                : recoveryCodes.fresh(owner, changed);
    }

    public Response remove(Request request, Owner owner) {
        try {
            Changed changed = factors.removeTotp(owner.change());
            return frame.done(owner, PATH, Notice.APP_REMOVED, changed.reference());
        } catch (NotFound goneMeanwhile) {
            return Response.seeOther(owner.visit().path(PATH));
        }
    }

    private Page page(Owner owner) {
        return frame.page(owner, owner.texts().say("account.app"));
    }

    private Form confirmation(Owner owner, Optional<TotpEnrolment> enrolment) {
        Texts texts = owner.texts();
        Form form = frame.form(owner, CONFIRM);
        enrolment.ifPresent(made -> form.hidden(SHOWN, frame.seal(owner, made)));
        return form.field(Field.code(CODE, texts.say("account.app.code")).ofDigits())
                .button(texts.say("account.app.confirm"));
    }

    /// Asks for the first code.
    private Response asking(Owner owner, TotpEnrolment enrolment) {
        return page(owner)
                .add(shown(owner, Optional.of(enrolment)))
                .add(confirmation(owner, Optional.of(enrolment)).render())
                .respond();
    }

    /// Asks once more.
    private Response asking(
            Owner owner, int status, Optional<TotpEnrolment> enrolment, UnaryOperator<Form> said) {
        return page(owner)
                .status(status)
                .add(shown(owner, enrolment))
                .add(said.apply(confirmation(owner, enrolment)).render())
                .add(
                        frame.form(owner, PATH)
                                .quiet(owner.texts().say("account.app.again"), "choice", "again")
                                .render())
                .respond();
    }

    /// The secret, where this browser was shown it; else the app has it already.
    private static List<Tag> shown(Owner owner, Optional<TotpEnrolment> enrolment) {
        Texts texts = owner.texts();
        return enrolment
                .map(made ->
                        List.of(Tag.of("p", texts.say("account.app.scan")), secret(texts, made)))
                .orElseGet(() -> List.of(Tag.of("p", texts.say("account.app.again.why"))));
    }

    private static Tag secret(Texts texts, TotpEnrolment made) {
        String groups = made.secret().revealText().replaceAll(".{4}(?=.)", "$0 ");
        return Tag.of("div")
                .add(
                        picture(texts, QrCode.of(made.otpauthUri().revealText())),
                        Tag.of(
                                "p",
                                Tag.of("a", texts.say("account.app.open"))
                                        .with("href", made.otpauthUri().revealText())),
                        Tag.of(
                                "details",
                                Tag.of("summary", texts.say("account.app.type")),
                                Tag.of("p", texts.say("account.app.type.why")),
                                Tag.of("pre", Tag.of("code").with("class", "key").text(groups))));
    }

    private static Tag picture(Texts texts, QrCode code) {
        String box = "0 0 " + code.size() + " " + code.size();
        Tag svg =
                Tag.of("svg")
                        // HTML reads it as viewBox (HTML §13.2.6.1).
                        .with("viewbox", box)
                        .with("role", "img")
                        .with("aria-label", texts.say("account.app.picture"))
                        .with("shape-rendering", "crispEdges")
                        .add(Tag.of("path").with("d", code.path()));
        return Tag.of("div", svg).with("class", "qr");
    }
}
