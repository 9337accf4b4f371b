package dev.microauth.web.oidc;

import dev.microauth.actor.Actor;
import dev.microauth.session.SessionId;
import dev.microauth.session.Sessions;
import dev.microauth.token.IssuedTokens;
import dev.microauth.token.LiveToken;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import dev.microauth.web.oauth.Bearers;
import java.util.Optional;

/// Signing out over a token.
public final class LogoutEndpoints {
    private final Sessions sessions;
    private final IssuedTokens tokens;

    public LogoutEndpoints(Sessions sessions, IssuedTokens tokens) {
        this.sessions = sessions;
        this.tokens = tokens;
    }

    /// POST /logout: ends the session that the token belongs to, with every token of it, or the token alone where it
    /// belongs to none.
    public Response logout(Request request, LiveToken token) {
        Actor actor = Bearers.actor(request, token);
        token.sessionId()
                .map(SessionId::new)
                .ifPresentOrElse(
                        session -> sessions.end(actor, session),
                        () -> tokens.revoke(actor, token.id()));
        return Response.empty(204);
    }

    /// POST /logout-all: ends every session of the user, or of whom the token speaks for, the token.
    public Response logoutAll(Request request, LiveToken token) {
        Actor actor = Bearers.actor(request, token);
        token.userId().ifPresent(user -> sessions.endAll(actor, user, Optional.empty()));
        if (token.sessionId().isEmpty()) {
            tokens.revoke(actor, token.id());
        }
        return Response.empty(204);
    }
}
