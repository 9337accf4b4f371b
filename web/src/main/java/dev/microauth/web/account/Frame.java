package dev.microauth.web.account;

import dev.microauth.factor.TotpEnrolment;
import dev.microauth.secret.Secret;
import dev.microauth.web.browser.Browser;
import dev.microauth.web.http.Response;
import dev.microauth.web.pages.Form;
import dev.microauth.web.pages.Page;
import dev.microauth.web.pages.Tag;
import dev.microauth.web.pages.Texts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// What the pages of the account have in common: navigation, sealed forms, and the way on after a change.
final class Frame {
    /// The field that holds the seal of a form.
    static final String SEAL = "seal";

    private static final String NOTICE = "done";

    private final Browser browser;
    private final Seals seals;
    private final InstantSource clock;

    Frame(Browser browser, Seals seals, InstantSource clock) {
        this.browser = browser;
        this.seals = seals;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    /// One of the pages in the navigation.
    Page page(Owner owner, Section section) {
        Texts texts = owner.texts();
        Page page =
                owner.visit()
                        .page(texts.say(section.key()))
                        .wide()
                        .navigation(navigation(owner, section, "page"));
        notice(owner).ifPresent(page::add);
        return page;
    }

    /// One that stands behind the overview, and speaks of one thing.
    Page page(Owner owner, String title) {
        Page page =
                owner.visit()
                        .page(title)
                        .wide()
                        .navigation(navigation(owner, Section.OVERVIEW, "true"));
        notice(owner).ifPresent(page::add);
        return page;
    }

    /// @param how what the current part is to this page: the page itself, or what it stands behind
    private static Tag navigation(Owner owner, Section current, String how) {
        Texts texts = owner.texts();
        Tag navigation = Tag.of("nav").with("aria-label", texts.say("account.nav"));
        for (Section each : Section.values()) {
            Tag link =
                    Tag.of("a", texts.say(each.key()))
                            .with("href", owner.visit().path(each.path()));
            navigation.add(each == current ? link.with("aria-current", how) : link);
        }
        return navigation;
    }

    private Optional<Tag> notice(Owner owner) {
        return owner.request()
                .query()
                .find(NOTICE)
                .flatMap(sealed -> seals.notice(owner.reference(), sealed))
                .map(notice ->
                        Tag.box("good", owner.texts().say(notice.key())).with("role", "status"));
    }

    Form form(Owner owner, String path) {
        return owner.visit().form(path).hidden(SEAL, seals.form(owner.reference()));
    }

    /// What a page shows again after a wrong code; it goes with the form, sealed for this browser.
    String seal(Owner owner, TotpEnrolment made) {
        return seals.app(owner.reference(), made);
    }

    Optional<TotpEnrolment> open(Owner owner, String sealed) {
        return seals.app(owner.reference(), sealed);
    }

    /// A form behind a summary, so that what cannot be undone takes two steps.
    Tag behind(String summary, String why, Form form) {
        return Tag.of("details", Tag.of("summary", summary), Tag.of("p", why), form.render());
    }

    /// Where somebody goes after a change: to a page that says so. The session may go by another reference then.
    Response done(Owner owner, String path, Notice notice, Optional<Secret> fresh) {
        String sealed = seals.notice(fresh.orElseGet(owner::reference), notice);
        return kept(
                owner,
                Response.seeOther(owner.visit().path(path) + "?" + NOTICE + "=" + sealed),
                fresh);
    }

    Response done(Owner owner, String path, Notice notice) {
        return done(owner, path, notice, Optional.empty());
    }

    /// The answer after which this browser still is signed in.
    Response kept(Owner owner, Response response, Optional<Secret> fresh) {
        return fresh.map(reference ->
                        browser.refer(
                                response,
                                reference,
                                Duration.between(now(), owner.session().expiresAt())))
                .orElse(response);
    }
}
