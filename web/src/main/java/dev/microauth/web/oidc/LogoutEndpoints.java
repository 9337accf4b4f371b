package dev.microauth.web.oidc;

import dev.microauth.actor.Actor;
import dev.microauth.client.Clients;
import dev.microauth.key.Ring;
import dev.microauth.session.SessionId;
import dev.microauth.session.Sessions;
import dev.microauth.token.IssuedTokens;
import dev.microauth.token.LiveToken;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import dev.microauth.web.oauth.Bearers;
import dev.microauth.web.oauth.SelfGuard.Self;
import java.util.Optional;

/// Signing out over a token.
public final class LogoutEndpoints {
    private final Sessions sessions;
    private final IssuedTokens tokens;
    private final Clients clients;

    public LogoutEndpoints(Sessions sessions, IssuedTokens tokens, Clients clients) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.clients = clients;
    }

    /// POST /logout: ends the session that the token belongs to, with every token of it. Where it belongs to none, or
    /// to a client that is not of the house, it ends the token and its refresh family alone.
    public Response logout(Request request, LiveToken token) {
        Actor actor = Bearers.actor(request, token);
        token.sessionId()
                .filter(_ -> isOfTheHouse(token))
                .map(SessionId::new)
                .ifPresentOrElse(
                        session -> sessions.end(actor, session),
                        () -> tokens.revokeWithFamily(actor, token.id()));
        return Response.empty(204);
    }

    /// The admin port has no other clients than our own tools.
    private boolean isOfTheHouse(LiveToken token) {
        return token.ring() == Ring.ADMIN || Bearers.isOfTheHouse(clients, token);
    }

    /// POST /logout-all: ends every session of the person on this port.
    public Response logoutAll(Request request, Self self) {
        LiveToken token = self.token();
        Actor actor = self.actor(request);
        sessions.endAll(actor, self.user(), token.ring(), Optional.empty());
        if (token.sessionId().isEmpty()) {
            tokens.revokeWithFamily(actor, token.id());
        }
        return Response.empty(204);
    }
}
