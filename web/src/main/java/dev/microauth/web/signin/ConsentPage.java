package dev.microauth.web.signin;

import dev.microauth.authorize.Answer;
import dev.microauth.authorize.Authorizations;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.session.Session;
import dev.microauth.web.http.Response;
import dev.microauth.web.oauth.Origins;
import dev.microauth.web.pages.Page;
import dev.microauth.web.pages.ScopeWords;
import dev.microauth.web.pages.Tag;
import dev.microauth.web.pages.Texts;
import java.net.URI;
import java.util.Optional;

/// `/consent`: what a client asks to be let have (Security A19).
final class ConsentPage {
    private final Authorizations authorizations;
    private final ScopeWords words;
    private final Scene scene;
    private final Passages passages;
    private final Course course;
    private final Onward onward;

    ConsentPage(Door door, Stagecraft craft) {
        this.authorizations = door.auth().authorizations(door.ring());
        this.words = new ScopeWords(door.auth().scopes());
        this.scene = craft.scene();
        this.passages = craft.passages();
        this.course = craft.course();
        this.onward = craft.onward();
    }

    Response get(Passage passage) {
        Due due = course.due(passage);
        return due instanceof Due.Consent consent && passage.session().isPresent()
                ? show(passage, consent, passage.session().get())
                : onward.instead(passage, due);
    }

    Response post(Passage passage) {
        Due due = course.due(passage);
        Optional<Session> session = passage.session();
        if (!(due instanceof Due.Consent consent) || session.isEmpty()) {
            return onward.go(passage, due);
        }
        // What is answered is what was shown, to whom it was shown.
        if (!passage.stage().shown().equals(Optional.of(shown(consent, session.get())))) {
            return show(passage, consent, session.get());
        }
        var origin = Origins.of(passage.request());
        return switch (passage.request().form().find("decision").orElse("")) {
            case "allow" ->
                    authorizations
                            .consent(
                                    consent.request(),
                                    session.get(),
                                    passage.stage().progress(),
                                    origin)
                            .map(answer -> send(passage, answer))
                            .orElseGet(() -> onward.go(passage));
            case "deny" -> send(passage, authorizations.deny(consent.request(), session, origin));
            default -> show(passage, consent, session.get());
        };
    }

    private static Response send(Passage passage, Answer answer) {
        return Answers.send(passage.visit(), answer);
    }

    private static String shown(Due.Consent due, Session session) {
        return session.id() + " " + due.scopes();
    }

    private Response show(Passage passage, Due.Consent due, Session session) {
        Texts texts = passage.visit().texts();
        String client = due.request().client().name();
        Page page =
                scene.page(passage, due, texts.say("consent.title"))
                        .add(
                                Tag.of("p")
                                        .with("class", "lead")
                                        .add(
                                                texts.tag(
                                                        "span",
                                                        "consent.who",
                                                        Tag.name(client),
                                                        Tag.of("code", host(due)))),
                                Scene.who(passage.visit(), session.username()),
                                Tag.of("p", texts.say("consent.what")),
                                list(texts, due.scopes()));
        return page.add(
                        passages.form(
                                        passage.with(passage.stage().showing(shown(due, session))),
                                        Onward.CONSENT)
                                .button(texts.say("consent.allow"), "decision", "allow")
                                .quiet(texts.say("consent.deny"), "decision", "deny")
                                .render(),
                        Tag.of("p", texts.say("consent.until")).with("class", "hint more"))
                .respond();
    }

    /// Where the answer goes: a name is easily taken, an address is not.
    private static String host(Due.Consent due) {
        URI uri = URI.create(due.request().destination().redirectUri());
        return Optional.ofNullable(uri.getRawAuthority()).orElse(uri.getScheme() + ":");
    }

    private Tag list(Texts texts, ScopeSet asked) {
        Tag list = Tag.of("ul").with("class", "items scopes");
        for (String scope : asked.names()) {
            list.add(Tag.of("li", words.of(texts, scope)));
        }
        return list;
    }
}
