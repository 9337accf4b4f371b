package dev.microauth.web.account;

import dev.microauth.client.Client;
import dev.microauth.client.Clients;
import dev.microauth.key.Ring;
import dev.microauth.page.Page;
import dev.microauth.page.PageRequest;
import dev.microauth.session.Session;
import dev.microauth.session.SessionFilter;
import dev.microauth.session.SessionId;
import dev.microauth.session.Sessions;
import dev.microauth.subject.ClientId;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import dev.microauth.web.pages.Tag;
import dev.microauth.web.pages.Texts;
import dev.microauth.web.wire.Ids;
import java.util.Optional;

/// `/account/sessions`: where somebody is signed in, and how that ends.
public final class SessionsPage {
    static final String PATH = Section.DEVICES.path();

    private static final String END = "end";
    private static final String OTHERS = "others";
    private static final int MOST = 100;

    private final Sessions sessions;
    private final Clients clients;
    private final Frame frame;

    SessionsPage(Sessions sessions, Clients clients, Frame frame) {
        this.sessions = sessions;
        this.clients = clients;
        this.frame = frame;
    }

    /// The sessions of this port; those of the other are looked after there.
    static SessionFilter own(Owner owner) {
        return new SessionFilter(
                Optional.of(owner.user().id()), Optional.empty(), Optional.of(Ring.AUTH));
    }

    public Response get(Request request, Owner owner) {
        Texts texts = owner.texts();
        Page<Session> found =
                sessions.list(owner.actor(), PageRequest.first().limit(MOST), own(owner));
        Tag items = Tag.of("ul").with("class", "items");
        found.items().stream()
                .filter(session -> isThis(owner, session))
                .forEach(session -> items.add(item(owner, session)));
        found.items().stream()
                .filter(session -> !isThis(owner, session))
                .forEach(session -> items.add(item(owner, session)));
        var page =
                frame.page(owner, Section.DEVICES)
                        .add(Tag.of("p", texts.say("account.sessions.why")), items);
        if (found.items().size() > 1) {
            page.add(
                    frame.behind(
                            texts.say("account.sessions.others"),
                            texts.say("account.sessions.others.why"),
                            frame.form(owner, PATH)
                                    .dangerous(
                                            texts.say("account.sessions.others.button"),
                                            END,
                                            OTHERS)));
        }
        return page.respond();
    }

    private static boolean isThis(Owner owner, Session session) {
        return session.id().equals(owner.session().id());
    }

    private Tag item(Owner owner, Session session) {
        Texts texts = owner.texts();
        var moments = new Moments(texts, frame.now());
        Tag name = Tag.of("strong", Device.of(session.userAgent()).words(texts));
        Tag lines = Tag.of("div", name);
        if (isThis(owner, session)) {
            name.add(Tag.of("span", texts.say("account.sessions.this")).with("class", "badge"));
        }
        session.clientId()
                .ifPresent(client ->
                        lines.add(
                                texts.tag(
                                        "small",
                                        "account.sessions.through",
                                        Tag.of("bdi", name(client)))));
        lines.add(
                texts.tag(
                        "small",
                        "account.sessions.times",
                        moments.tag(session.authTime()),
                        moments.tag(session.lastSeenAt())));
        session.ip()
                .ifPresent(address ->
                        lines.add(Tag.of("small", texts.say("account.sessions.address", address))));
        Tag item = Tag.of("li", lines);
        return isThis(owner, session)
                ? item
                : item.add(
                        frame.form(owner, PATH)
                                .quiet(
                                        texts.say("account.sessions.end"),
                                        END,
                                        session.id().toString())
                                .render());
    }

    private String name(String clientId) {
        return ClientId.find(clientId).flatMap(clients::find).map(Client::name).orElse(clientId);
    }

    public Response post(Request request, Owner owner) {
        String which = owner.sent().find(END).orElse("");
        if (which.equals(OTHERS)) {
            sessions.endAll(
                    owner.actor(), owner.user().id(), Ring.AUTH, Optional.of(owner.session().id()));
            return frame.done(owner, PATH, Notice.SESSIONS_ENDED);
        }
        sessions.endOwn(
                owner.actor(),
                owner.user().id(),
                Ring.AUTH,
                new SessionId(Ids.parse("session", which)));
        return frame.done(owner, PATH, Notice.SESSION_ENDED);
    }
}
