package dev.microauth.web.account;

import dev.microauth.consent.Consent;
import dev.microauth.consent.Consents;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.subject.ClientId;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import dev.microauth.web.pages.Page;
import dev.microauth.web.pages.ScopeWords;
import dev.microauth.web.pages.Tag;
import dev.microauth.web.pages.Texts;
import java.util.List;

/// `/account/applications`: what somebody let applications have, and how they take it back.
public final class ApplicationsPage {
    static final String PATH = Section.APPLICATIONS.path();

    private static final String CLIENT = "client";

    private final Consents consents;
    private final ScopeWords words;
    private final Frame frame;

    ApplicationsPage(Consents consents, ScopeWords words, Frame frame) {
        this.consents = consents;
        this.words = words;
        this.frame = frame;
    }

    public Response get(Request request, Owner owner) {
        Texts texts = owner.texts();
        Page page = frame.page(owner, Section.APPLICATIONS);
        List<Consent> given = consents.list(owner.user().id());
        if (given.isEmpty()) {
            return page.add(Tag.of("p", texts.say("account.applications.none"))).respond();
        }
        Tag items = Tag.of("ul").with("class", "items");
        given.forEach(consent -> items.add(item(owner, consent)));
        return page.add(Tag.of("p", texts.say("account.applications.why")), items).respond();
    }

    private Tag item(Owner owner, Consent consent) {
        Texts texts = owner.texts();
        var moments = new Moments(texts, frame.now());
        Tag lines =
                Tag.of(
                        "div",
                        Tag.name(consent.clientName()),
                        texts.tag(
                                "small",
                                "account.applications.since",
                                moments.tag(consent.givenAt())));
        Tag scopes = Tag.of("ul").with("class", "plain");
        consent.scopes().names().forEach(scope -> scopes.add(Tag.of("li", words.of(texts, scope))));
        lines.add(Tag.of("small", texts.say("account.applications.scopes")), scopes);
        return Tag.of(
                "li",
                lines,
                frame.form(owner, PATH)
                        .hidden(CLIENT, consent.clientId())
                        .dangerous(texts.say("account.applications.revoke"), "choice", "revoke")
                        .render());
    }

    public Response post(Request request, Owner owner) {
        String named = owner.sent().find(CLIENT).orElse("");
        ClientId client = ClientId.find(named).orElseThrow(() -> new NotFound("consent", named));
        consents.revoke(owner.actor(), owner.user().id(), client);
        return frame.done(owner, PATH, Notice.APPLICATION);
    }
}
