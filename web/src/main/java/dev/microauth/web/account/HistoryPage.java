package dev.microauth.web.account;

import dev.microauth.audit.AuditLog;
import dev.microauth.audit.StoredEvent;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import dev.microauth.web.pages.Page;
import dev.microauth.web.pages.Tag;
import dev.microauth.web.pages.Texts;
import java.util.List;

/// `/account/history`: who got in by somebody's account or tried to, and what was changed about the way in. What is
/// shown is about this very account: what strangers typed is not.
public final class HistoryPage {
    private static final int MOST = 50;

    private final AuditLog audit;
    private final Frame frame;

    HistoryPage(AuditLog audit, Frame frame) {
        this.audit = audit;
        this.frame = frame;
    }

    public Response get(Request request, Owner owner) {
        Texts texts = owner.texts();
        Page page = frame.page(owner, Section.HISTORY);
        Tag items = Tag.of("ul").with("class", "items");
        List<StoredEvent> events = audit.aboutEntry(owner.user().id().toString(), MOST);
        for (StoredEvent event : events) {
            Happening.of(event).ifPresent(what -> items.add(item(owner, what, event)));
        }
        return events.isEmpty()
                ? page.add(Tag.of("p", texts.say("account.history.none"))).respond()
                : page.add(Tag.of("p", texts.say("account.history.why", MOST)), items).respond();
    }

    private Tag item(Owner owner, Happening what, StoredEvent event) {
        Texts texts = owner.texts();
        Tag name = Tag.of("strong", texts.say(what.key()));
        if (what.isBad()) {
            name.with("class", "bad");
        }
        Tag lines = Tag.of("div", name);
        boolean byOther =
                event.actorId().filter(id -> !id.equals(owner.user().id().toString())).isPresent();
        if (byOther) {
            lines.add(Tag.of("small", texts.say("account.history.other")));
        } else {
            String device = Device.of(event.userAgent()).words(texts);
            lines.add(
                    Tag.of(
                            "small",
                            event.ip()
                                    .map(ip -> texts.say("account.history.from", device, ip))
                                    .orElse(device)));
        }
        Tag when = Tag.of("small", new Moments(texts, frame.now()).tag(event.time()));
        return Tag.of("li", lines, when).with("class", "event");
    }
}
