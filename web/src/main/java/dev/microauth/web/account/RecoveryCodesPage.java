package dev.microauth.web.account;

import dev.microauth.account.OwnFactors;
import dev.microauth.account.OwnFactors.Changed;
import dev.microauth.factor.RecoveryCodes;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import dev.microauth.web.pages.Page;
import dev.microauth.web.pages.Tag;
import dev.microauth.web.pages.Texts;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// `/account/recovery-codes`: how many are left, and new ones. Codes are shown in the answer that makes them and never
/// again.
public final class RecoveryCodesPage {
    static final String PATH = "/account/recovery-codes";

    private final OwnFactors factors;
    private final RecoveryCodes codes;
    private final Frame frame;

    RecoveryCodesPage(OwnFactors factors, RecoveryCodes codes, Frame frame) {
        this.factors = factors;
        this.codes = codes;
        this.frame = frame;
    }

    public Response get(Request request, Owner owner) {
        Texts texts = owner.texts();
        Page page =
                frame.page(owner, texts.say("account.codes"))
                        .add(Tag.of("p", texts.say("account.codes.why")));
        if (!owner.user().hasSecondFactor()) {
            return page.add(Tag.of("p", texts.say("account.codes.first"))).respond();
        }
        int left = codes.left(owner.user().id());
        return page.add(
                        Tag.of("p", Tag.of("strong", left(texts, left))),
                        frame.form(owner, PATH)
                                .row(
                                        Tag.of("p", texts.say("account.codes.renew.why"))
                                                .with("class", "soft"))
                                .button(texts.say("account.codes.renew"))
                                .render())
                .respond();
    }

    static String left(Texts texts, int left) {
        return switch (left) {
            case 0 -> texts.say("account.codes.no");
            case 1 -> texts.say("account.codes.one");
            default -> texts.say("account.codes.many", left);
        };
    }

    public Response post(Request request, Owner owner) {
        if (!owner.user().hasSecondFactor()) {
            return get(request, owner);
        }
        return fresh(owner, factors.newRecoveryCodes(owner.change()));
    }

    /// The one answer in which new codes can be read.
    Response fresh(Owner owner, Changed changed) {
        Texts texts = owner.texts();
        List<String> fresh = changed.recoveryCodes();
        Tag list = Tag.of("ol").with("class", "codes");
        fresh.forEach(code -> list.add(Tag.of("li", Tag.of("code", code))));
        Response page =
                frame.page(owner, texts.say("account.codes.fresh"))
                        .add(
                                Tag.of("p", texts.say("account.codes.fresh.why")),
                                list,
                                Tag.of("p", texts.say("account.codes.fresh.once"))
                                        .with("class", "soft"),
                                Tag.of(
                                                "div",
                                                Tag.of("a", texts.say("account.codes.kept"))
                                                        .with("class", "button")
                                                        .with(
                                                                "href",
                                                                owner.visit()
                                                                        .path(
                                                                                Section.OVERVIEW
                                                                                        .path())),
                                                Tag.of("a", texts.say("account.codes.file"))
                                                        .with("class", "button quiet")
                                                        .with("download", "recovery-codes.txt")
                                                        .with("href", file(owner, fresh)))
                                        .with("class", "buttons"))
                        .respond();
        return frame.kept(owner, page, changed.reference());
    }

    /// The codes as a file that the page itself holds: nothing is asked for again.
    private static String file(Owner owner, List<String> codes) {
        String text =
                owner.texts().say("account.codes.file.title", owner.user().username().value())
                        + "\n\n"
                        + String.join("\n", codes)
                        + "\n";
        return "data:text/plain;charset=utf-8,"
                + URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
