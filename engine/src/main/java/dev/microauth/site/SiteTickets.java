package dev.microauth.site;

import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.audit.Action;
import dev.microauth.audit.AuditEvent;
import dev.microauth.db.Database;
import dev.microauth.secret.Digest;
import dev.microauth.secret.Randomness;
import dev.microauth.secret.Secret;
import dev.microauth.session.Session;
import dev.microauth.session.SessionId;
import dev.microauth.session.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// How a session reaches a site on another host: a ticket in an address, good once and for a minute, then a cookie of
/// that host. Both are kept as hashes, and both are worth nothing without their live session.
public final class SiteTickets {
    private static final Duration LIFE = Duration.ofSeconds(60);

    private final Database database;
    private final Sessions sessions;
    private final Randomness randomness;
    private final InstantSource clock;

    public SiteTickets(
            Database database, Sessions sessions, Randomness randomness, InstantSource clock) {
        this.database = database;
        this.sessions = sessions;
        this.randomness = randomness;
        this.clock = clock;
    }

    /// What a browser at a site holds while it fetches a ticket. Nothing is stored.
    public Secret newVisit() {
        return Secret.of(randomness.token());
    }

    /// A ticket for the site in the name of a live session, for the browser of this mark and no other.
    public Secret issue(ProtectedSite site, Session session, BrowserMark mark, Origin origin) {
        Instant now = clock.instant();
        var ticket = Secret.of(randomness.token());
        byte[] hash = hash(ticket, mark);
        database.write(tx -> {
            SiteStore.insertTicket(tx, hash, session.id(), site, now.plus(LIFE));
            tx.record(event(now, site, session, Action.SITE_TICKET_ISSUE, origin));
            return true;
        });
        return ticket;
    }

    /// Spends a ticket for the value of the site's cookie; empty for one that is unknown, used, expired, of another
    /// site or of another browser, or whose session has ended. An older cookie of the session at this site is no good
    /// any more.
    public Optional<Secret> redeem(ProtectedSite site, Secret ticket, Secret visit, Origin origin) {
        Instant now = clock.instant();
        byte[] hash = hash(ticket, BrowserMark.of(visit));
        // Whoever makes a ticket up does not get to the one writer.
        if (database.read(tx -> SiteStore.sessionOfTicket(tx, hash, site)).isEmpty()) {
            return Optional.empty();
        }
        var cookie = Secret.of(randomness.token());
        byte[] cookieHash = Digest.sha256(cookie.reveal());
        return database.write(tx -> {
            Optional<Session> session =
                    SiteStore.sessionOfTicket(tx, hash, site)
                            .flatMap(id -> sessions.find(tx, id, now));
            // One statement decides who was first.
            if (session.isEmpty() || !SiteStore.spend(tx, hash, site, now)) {
                return Optional.empty();
            }
            SiteStore.replaceCookie(tx, cookieHash, session.get().id(), site, now);
            tx.record(event(now, site, session.get(), Action.SITE_ENTER, origin));
            return Optional.of(cookie);
        });
    }

    /// The live session behind the cookie of a site. To be found is to be used.
    public Optional<Session> find(ProtectedSite site, Secret cookie) {
        byte[] hash = Digest.sha256(cookie.reveal());
        Optional<SessionId> id = database.read(tx -> SiteStore.sessionOfCookie(tx, hash, site));
        return id.flatMap(sessions::find);
    }

    /// Removes tickets that have expired; cookies go with their sessions.
    public void purge() {
        Instant now = clock.instant();
        database.writeBatches((tx, most) -> SiteStore.purge(tx, now, most));
    }

    // Security A20: without the secret of the browser that asked, a ticket is not even found. A
    // link with somebody
    // else's ticket signs nobody in, and a ticket in a log is worth nothing.
    private static byte[] hash(Secret ticket, BrowserMark mark) {
        return Digest.sha256(mark.value() + "." + ticket.revealText());
    }

    private static AuditEvent event(
            Instant now, ProtectedSite site, Session session, Action action, Origin origin) {
        return AuditEvent.of(now, Actor.user(session.userId().toString(), origin), action)
                .on("session", session.id().toString())
                .through(site.client().clientId().value())
                .saying(site.origin());
    }
}
