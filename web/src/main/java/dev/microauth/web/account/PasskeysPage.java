package dev.microauth.web.account;

import dev.microauth.account.OwnFactors;
import dev.microauth.account.OwnFactors.Changed;
import dev.microauth.passkey.Ceremony;
import dev.microauth.passkey.Passkey;
import dev.microauth.passkey.PasskeyAnswer;
import dev.microauth.passkey.Passkeys;
import dev.microauth.problem.AuthException.AlreadyExists;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.problem.AuthException.Protected;
import dev.microauth.web.http.Parameters;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import dev.microauth.web.pages.Asset;
import dev.microauth.web.pages.Field;
import dev.microauth.web.pages.Form;
import dev.microauth.web.pages.Page;
import dev.microauth.web.pages.Tag;
import dev.microauth.web.pages.Texts;
import dev.microauth.web.wire.Ids;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// `/account/passkeys`: what somebody can sign in with instead of typing.
public final class PasskeysPage {
    static final String PATH = "/account/passkeys";
    static final String ADD = PATH + "/add";
    static final String RENAME = PATH + "/rename";
    static final String REMOVE = PATH + "/remove";

    private static final String NAME = "name";
    private static final String ID = "passkey";

    private final OwnFactors factors;
    private final Passkeys passkeys;
    private final RecoveryCodesPage recoveryCodes;
    private final Frame frame;

    PasskeysPage(
            OwnFactors factors, Passkeys passkeys, RecoveryCodesPage recoveryCodes, Frame frame) {
        this.factors = factors;
        this.passkeys = passkeys;
        this.recoveryCodes = recoveryCodes;
        this.frame = frame;
    }

    public Response get(Request request, Owner owner) {
        return list(owner, 200, Optional.empty());
    }

    private Response list(Owner owner, int status, Optional<String> problem) {
        Texts texts = owner.texts();
        Page page = page(owner, "account.passkeys").status(status);
        problem.ifPresent(text -> page.add(Tag.alert(text)));
        page.add(Tag.of("p", texts.say("account.passkeys.why")));
        List<Passkey> own = passkeys.list(owner.user().id());
        if (!own.isEmpty()) {
            Tag items = Tag.of("ul").with("class", "items");
            own.forEach(passkey -> items.add(item(owner, passkey)));
            page.add(items);
        }
        return own.size() >= Passkeys.MOST
                ? page.add(Tag.of("p", texts.say("account.passkeys.most", Passkeys.MOST))).respond()
                : page.add(owner.visit().link(ADD, texts.say("account.passkeys.add"))).respond();
    }

    private Tag item(Owner owner, Passkey passkey) {
        Texts texts = owner.texts();
        var moments = new Moments(texts, frame.now());
        Tag lines = Tag.of("div", Tag.name(passkey.name()));
        lines.add(
                texts.tag("small", "account.passkeys.made", moments.tag(passkey.createdAt())),
                passkey.lastUsedAt()
                        .map(at -> texts.tag("small", "account.passkeys.used", moments.tag(at)))
                        .orElseGet(() -> Tag.of("small", texts.say("account.passkeys.unused"))),
                Tag.of(
                        "small",
                        texts.say(
                                passkey.backedUp()
                                        ? "account.passkeys.copied"
                                        : "account.passkeys.single")));
        passkey.suspectSince()
                .ifPresent(_ ->
                        lines.add(
                                Tag.of("p", texts.say("account.passkeys.suspect"))
                                        .with("class", "problem")));
        return Tag.of(
                "li",
                lines,
                Tag.of("a", texts.say("account.passkeys.change"))
                        .with("class", "button quiet")
                        .with("href", owner.visit().path(PATH + "/" + passkey.id())));
    }

    /// One of them, to be renamed or removed.
    public Response one(Request request, Owner owner) {
        UUID id = Ids.parse("passkey", request.pathParameter("id"));
        return one(owner, 200, get(owner, id), Map.of());
    }

    private Response one(Owner owner, int status, Passkey passkey, Map<String, String> problems) {
        Texts texts = owner.texts();
        String id = passkey.id().toString();
        Page page =
                frame.page(owner, passkey.name())
                        .status(status)
                        .add(
                                frame.form(owner, RENAME)
                                        .problems(problems)
                                        .hidden(ID, id)
                                        .field(
                                                Field.text(
                                                                NAME,
                                                                texts.say("account.passkeys.name"),
                                                                "off")
                                                        .withValue(passkey.name()))
                                        .button(texts.say("account.passkeys.rename"))
                                        .render());
        return page.add(
                        frame.behind(
                                texts.say("account.passkeys.remove"),
                                texts.say(
                                        owner.user().passkeys() == 1 && !owner.user().totpEnabled()
                                                ? "account.passkeys.remove.last"
                                                : "account.passkeys.remove.why"),
                                frame.form(owner, REMOVE)
                                        .hidden(ID, id)
                                        .dangerous(
                                                texts.say("account.passkeys.remove.button"),
                                                "choice",
                                                "remove")))
                .respond();
    }

    private Passkey get(Owner owner, UUID id) {
        return passkeys.get(owner.user().id(), id);
    }

    /// The question to an authenticator, which a script of ours hands on.
    public Response adding(Request request, Owner owner) {
        String name = Device.of(Optional.of(owner.request().userAgent())).words(owner.texts());
        return adding(owner, 200, name, Map.of(), Optional.empty());
    }

    private Response adding(
            Owner owner,
            int status,
            String name,
            Map<String, String> problems,
            Optional<String> problem) {
        Texts texts = owner.texts();
        Ceremony ceremony;
        try {
            ceremony = passkeys.startEnrolment(owner.user(), owner.reference());
        } catch (Protected enough) {
            return Response.seeOther(owner.visit().path(PATH));
        }
        Form form =
                frame.form(owner, PATH)
                        .mark("data-passkey", "enrol")
                        .problems(problems)
                        .hidden("passkey_options", ceremony.optionsJson())
                        .hidden("passkey_state", ceremony.state())
                        .hidden("passkey_credential", "")
                        .field(
                                Field.text(NAME, texts.say("account.passkeys.name"), "off")
                                        .withHint(texts.say("account.passkeys.name.hint"))
                                        .withValue(name))
                        .row(complaint(texts, "account.passkeys.failed", "data-passkey-problem"))
                        .row(complaint(texts, "account.passkeys.known", "data-passkey-known"))
                        .button(texts.say("account.passkeys.make"));
        problem.ifPresent(form::problem);
        return page(owner, "account.passkeys.add")
                .status(status)
                .script(Asset.PASSKEY)
                .add(
                        Tag.of("p", texts.say("account.passkeys.add.why")),
                        Tag.of(
                                "noscript",
                                Tag.of("p", texts.say("account.passkeys.noscript"))
                                        .with("class", "problem")),
                        form.render())
                .respond();
    }

    /// What the script shows when it has to.
    private static Tag complaint(Texts texts, String key, String mark) {
        return Tag.of("p", texts.say(key))
                .with("class", "problem")
                .with("role", "alert")
                .flag("hidden")
                .flag(mark);
    }

    public Response add(Request request, Owner owner) {
        Texts texts = owner.texts();
        Parameters sent = owner.sent();
        String name = sent.find(NAME).orElse("");
        var answer =
                new PasskeyAnswer(
                        sent.find("passkey_state").orElse(""),
                        sent.find("passkey_credential").orElse(""),
                        owner.reference());
        try {
            Changed changed = factors.addPasskey(owner.change(), answer, name).changed();
            return changed.recoveryCodes().isEmpty()
                    ? frame.done(owner, PATH, Notice.PASSKEY_ADDED, changed.reference())
                    : recoveryCodes.fresh(owner, changed);
        } catch (Invalid e) {
            return e.fields().containsKey(NAME)
                    ? adding(owner, 422, name, nameProblem(texts), Optional.empty())
                    : adding(
                            owner,
                            422,
                            name,
                            Map.of(),
                            Optional.of(texts.say("account.passkeys.refused")));
        } catch (AlreadyExists e) {
            return adding(
                    owner, 409, name, Map.of(), Optional.of(texts.say("account.passkeys.known")));
        } catch (Protected enough) {
            return Response.seeOther(owner.visit().path(PATH));
        }
    }

    private static Map<String, String> nameProblem(Texts texts) {
        return Map.of(NAME, texts.say("account.passkeys.name.wrong"));
    }

    public Response rename(Request request, Owner owner) {
        Parameters sent = owner.sent();
        try {
            factors.renamePasskey(
                    owner.actor(), owner.user().id(), id(sent), sent.find(NAME).orElse(""));
            return frame.done(owner, PATH, Notice.PASSKEY_RENAMED);
        } catch (Invalid e) {
            return one(owner, 422, get(owner, id(sent)), nameProblem(owner.texts()));
        }
    }

    public Response remove(Request request, Owner owner) {
        try {
            Changed changed = factors.removePasskey(owner.change(), id(owner.sent()));
            return frame.done(owner, PATH, Notice.PASSKEY_REMOVED, changed.reference());
        } catch (Protected onlyWayIn) {
            return list(owner, 409, Optional.of(owner.texts().say("account.passkeys.only")));
        }
    }

    private static UUID id(Parameters sent) {
        return Ids.parse("passkey", sent.find(ID).orElse(""));
    }

    private Page page(Owner owner, String key) {
        return frame.page(owner, owner.texts().say(key));
    }
}
