package dev.microauth.site;

import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.audit.Action;
import dev.microauth.audit.AuditEvent;
import dev.microauth.db.Database;
import dev.microauth.subject.ClientId;
import dev.microauth.subject.UserId;
import dev.microauth.throttle.FirstRefusals;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Those who were turned away from a site, for the audit. A page asks for a hundred things, and a proxy asks about each:
/// somebody's first refusal of a minute at a site is an event, the flood behind it is not.
///
/// ```java
/// var refusal = new SiteRefusals.Refusal(Optional.of(client), Optional.of(user), "none of the roles");
/// auth.siteRefusals().note(refusal, origin);
/// ```
public final class SiteRefusals {
    private final Database database;
    private final InstantSource clock;
    private final FirstRefusals refusals = new FirstRefusals();

    public SiteRefusals(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Who was turned away, and where.
    ///
    /// @param client that stands for the site; empty where none does
    /// @param user empty where it is nobody who could enter
    /// @param why for the log
    public record Refusal(Optional<ClientId> client, Optional<UserId> user, String why) {}

    /// Writes it down, if it is news; on return it is durable.
    public void note(Refusal refusal, Origin origin) {
        Instant now = clock.instant();
        Optional<String> user = refusal.user().map(UserId::toString);
        Optional<String> client = refusal.client().map(ClientId::value);
        String who = user.orElseGet(origin::network) + " at " + client.orElse("");
        if (!refusals.isFirst(who, now)) {
            return;
        }
        Actor actor =
                user.map(id -> Actor.user(id, origin)).orElseGet(() -> Actor.anonymous(origin));
        var event = AuditEvent.of(now, actor, Action.SITE_ENTER).refused(refusal.why());
        database.write(tx -> {
            tx.record(client.map(id -> event.on("client", id).through(id)).orElse(event));
            return true;
        });
    }
}
