package dev.microauth.web.account;

import dev.microauth.consent.Consents;
import dev.microauth.factor.RecoveryCodes;
import dev.microauth.page.PageRequest;
import dev.microauth.session.Sessions;
import dev.microauth.user.User;
import dev.microauth.user.Users;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import dev.microauth.web.pages.Brand;
import dev.microauth.web.pages.Page;
import dev.microauth.web.pages.Tag;
import dev.microauth.web.pages.Texts;
import java.util.Optional;

/// `/account`: who somebody is here, how they sign in, and what they let in.
public final class OverviewPage {
    private static final int FEW_CODES = 3;

    private final Services services;
    private final Frame frame;

    /// What it asks.
    record Services(
            Users users, RecoveryCodes recoveryCodes, Sessions sessions, Consents consents) {}

    OverviewPage(Services services, Frame frame) {
        this.services = services;
        this.frame = frame;
    }

    public Response get(Request request, Owner owner) {
        Texts texts = owner.texts();
        Page page = frame.page(owner, Section.OVERVIEW).add(who(owner));
        int codes = services.recoveryCodes().left(owner.user().id());
        advice(owner, codes).ifPresent(page::add);
        return page.add(
                        Tag.of("h2", texts.say("account.ways")),
                        ways(owner, codes),
                        Tag.of("h2", texts.say("account.inside")),
                        inside(owner),
                        frame.form(owner, SignOut.PATH)
                                .quiet(texts.say("account.signout"), "choice", "end")
                                .render())
                .respond();
    }

    private static Tag who(Owner owner) {
        User user = owner.user();
        String shown = user.name().orElseGet(() -> user.username().value());
        Tag lines = Tag.of("div", Tag.name(shown));
        lines.add(Tag.of("small", Tag.of("bdi", user.username().value())));
        user.email()
                .ifPresent(email -> {
                    Tag line = Tag.of("small", Tag.of("bdi", email));
                    lines.add(
                            user.emailVerified()
                                    ? line
                                    : line.text(
                                            " · " + owner.texts().say("account.email.unverified")));
                });
        return Tag.of(
                        "div",
                        Tag.of("span", Brand.initial(shown))
                                .with("class", "face")
                                .with("aria-hidden", "true"),
                        lines)
                .with("class", "who");
    }

    /// What somebody should do, if there is something.
    private static Optional<Tag> advice(Owner owner, int codes) {
        Texts texts = owner.texts();
        if (!owner.user().hasSecondFactor()) {
            return Optional.of(Tag.box("note", texts.say("account.advice.factor")));
        }
        return codes > FEW_CODES
                ? Optional.empty()
                : Optional.of(
                        Tag.box(
                                "alert",
                                codes == 0
                                        ? texts.say("account.advice.nocodes")
                                        : texts.say("account.advice.codes", codes)));
    }

    private Tag ways(Owner owner, int codes) {
        Texts texts = owner.texts();
        User user = owner.user();
        boolean password = services.users().findPassword(user.id()).isPresent();
        Tag rows =
                Tag.of("ul")
                        .with("class", "items")
                        .add(
                                row(
                                        owner,
                                        PasswordPage.PATH,
                                        "account.password",
                                        texts.say(
                                                password
                                                        ? "account.password.set"
                                                        : "account.password.none")),
                                row(
                                        owner,
                                        AuthenticatorPage.PATH,
                                        "account.app",
                                        texts.say(
                                                user.totpEnabled()
                                                        ? "account.app.on"
                                                        : "account.app.off")),
                                row(
                                        owner,
                                        PasskeysPage.PATH,
                                        "account.passkeys",
                                        counted(
                                                texts,
                                                user.passkeys(),
                                                "account.passkeys.no",
                                                "account.passkeys.one",
                                                "account.passkeys.many")));
        return user.hasSecondFactor()
                ? rows.add(
                        row(
                                owner,
                                RecoveryCodesPage.PATH,
                                "account.codes",
                                RecoveryCodesPage.left(texts, codes)))
                : rows;
    }

    private Tag inside(Owner owner) {
        Texts texts = owner.texts();
        long sessions =
                services.sessions()
                        .list(owner.actor(), PageRequest.first().limit(1), SessionsPage.own(owner))
                        .total()
                        .orElse(1L);
        int applications = services.consents().list(owner.user().id()).size();
        String seen =
                owner.user()
                        .lastLogin()
                        .map(at -> new Moments(texts, frame.now()).words(at))
                        .orElseGet(() -> texts.say("account.never"));
        return Tag.of("ul")
                .with("class", "items")
                .add(
                        row(
                                owner,
                                Section.DEVICES.path(),
                                Section.DEVICES.key(),
                                counted(
                                        texts,
                                        sessions,
                                        "account.sessions.one",
                                        "account.sessions.one",
                                        "account.sessions.many")),
                        row(
                                owner,
                                Section.APPLICATIONS.path(),
                                Section.APPLICATIONS.key(),
                                counted(
                                        texts,
                                        applications,
                                        "account.applications.no",
                                        "account.applications.one",
                                        "account.applications.many")),
                        row(
                                owner,
                                Section.HISTORY.path(),
                                Section.HISTORY.key(),
                                texts.say("account.history.last", seen)));
    }

    private static Tag row(Owner owner, String path, String name, String state) {
        Tag link = Tag.of("a", owner.texts().say(name)).with("href", owner.visit().path(path));
        return Tag.of("li", Tag.of("div", link, Tag.of("small", state))).with("class", "way");
    }

    private static String counted(Texts texts, long number, String none, String one, String many) {
        if (number == 0) {
            return texts.say(none);
        }
        return number == 1 ? texts.say(one) : texts.say(many, number);
    }
}
