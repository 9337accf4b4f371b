package dev.microauth.acting;

import dev.microauth.actor.Actor;
import dev.microauth.page.Page;
import dev.microauth.page.PageRequest;
import dev.microauth.session.Session;
import dev.microauth.session.SessionFilter;
import dev.microauth.session.SessionId;
import dev.microauth.session.Sessions;
import dev.microauth.subject.UserId;
import java.util.stream.Stream;

/// Sign-ins that last. To end one is to end every token that came from it, at once, save for what was granted with
/// `offline_access`: that is made to outlive it, and ended by [ActingTokens.OfUser#revokeAll].
///
/// ```java runnable
/// auth.sessions().ofUser(alice.id()).forEach(each -> System.out.println(each.id() + " since " + each.createdAt()));
/// int ended = auth.sessions().endAll(alice.id());
/// ```
///
/// To look at the sessions of somebody else is an event in the audit log.
public final class ActingSessions {
    private final Sessions sessions;
    private final Actor actor;

    ActingSessions(Sessions sessions, Actor actor) {
        this.sessions = sessions;
        this.actor = actor;
    }

    /// The newest fifty that are live.
    public Page<Session> list() {
        return list(PageRequest.first(), SessionFilter.ALL);
    }

    /// Live ones, newest first.
    public Page<Session> list(PageRequest request, SessionFilter filter) {
        return sessions.list(actor, request, filter);
    }

    /// All live ones of a person, read page by page.
    public Stream<Session> ofUser(UserId user) {
        return Whole.of(request -> list(request, SessionFilter.of(user)));
    }

    /// Throws [dev.microauth.problem.AuthException.NotFound] when it is not live.
    public Session get(SessionId id) {
        return sessions.get(actor, id);
    }

    /// Throws [dev.microauth.problem.AuthException.NotFound] when it is not live.
    public void end(SessionId id) {
        sessions.end(actor, id);
    }

    /// Every one of a person, on both ports; returns how many ended. Follow it by `tokens().ofUser(user).revokeAll()` to end
    /// what outlives a session as well.
    public int endAll(UserId user) {
        return sessions.endAll(actor, user);
    }
}
